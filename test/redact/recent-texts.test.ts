import { describe, expect, test } from "vitest";

import { createRedactor } from "../../src/redact/redactor.ts";
import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { runsOf } from "../helpers/runs.ts";
import { createCorpus } from "../secrets/corpus.ts";
import type { Message } from "../secrets/plant.ts";
import { aBody } from "./redact.ts";

/** Headers, URLs, and bodies of some plants and decoys. */
function listExchanges(): Exchange[] {
  const { plants, decoys } = createCorpus("1");
  const messages = [...plants, ...decoys].flatMap((planted) => planted.messages);
  const count = runsOf(Math.ceil(messages.length / 40));
  const every = Math.floor(messages.length / count);
  return messages.filter((_, index) => index % every === 0).map(toExchange);
}

function toExchange({
  path = "/x",
  requestHeaders = [],
  requestBody,
  responseHeaders = [],
  responseBody,
}: Message): Exchange {
  return anExchange({
    url: new URL(path, "http://127.0.0.1").href,
    requestHeaders: requestHeaders.flat(),
    requestBody: requestBody && aBody(String(requestBody.bytes), requestBody.type),
    responseHeaders: responseHeaders.flat(),
    responseBody: responseBody && aBody(String(responseBody.bytes), responseBody.type),
  });
}

/** More other texts than the cache holds. */
function forget(redactor: ReturnType<typeof createRedactor>, round: number): void {
  const requestHeaders = Array.from({ length: 1100 }, (_, index) => ["X-Round", `${round} ${index}`]).flat();
  redactor.redactExchange(anExchange({ requestHeaders }));
}

describe("recently seen texts", () => {
  test("are masked like texts that were not seen before", () => {
    const quick = createRedactor();
    const forgetful = createRedactor();
    const exchanges = listExchanges();
    expect(exchanges.length).toBeGreaterThanOrEqual(30);
    for (const [round, exchange] of [...exchanges, ...exchanges].entries()) {
      const one = structuredClone(exchange);
      const other = structuredClone(exchange);
      quick.redactExchange(one);
      forget(forgetful, round);
      forgetful.redactExchange(other);
      expect(one).toEqual(other);
    }
  });

  test("are searched again when something is learned", () => {
    const redactor = createRedactor();
    const said = (): Exchange => anExchange({ requestHeaders: ["X-Note", "see kq3vz81mf0"] });
    const first = said();
    redactor.redactExchange(first);
    expect(first.requestHeaders[1]).toBe("see kq3vz81mf0");
    redactor.redactExchange(anExchange({ requestHeaders: ["X-Auth-Token", "kq3vz81mf0"] }));
    const second = said();
    redactor.redactExchange(second);
    expect(second.requestHeaders[1]).toMatch(/^see REDACTED-token-~\d+$/);
  });

  test("are searched again when a host no longer occurs", () => {
    const redactor = createRedactor();
    redactor.redactExchange(
      anExchange({ url: "http://example.com/", requestHeaders: ["X-Auth-Token", "example.com"] }),
    );
    const shown = anExchange({ requestHeaders: ["X-Note", "example.com"] });
    redactor.redactExchange(shown);
    expect(shown.requestHeaders[1]).toBe("example.com");
    for (let count = 0; count < 6000; count += 1)
      redactor.redactExchange(anExchange({ url: `http://host-${count}.test/path-${count}` }));
    const hidden = anExchange({ requestHeaders: ["X-Note", "example.com"] });
    redactor.redactExchange(hidden);
    expect(hidden.requestHeaders[1]).toMatch(/REDACTED-token-~\d+/);
  });
});
