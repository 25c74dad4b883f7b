import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createRedactor } from "../../src/redact/redactor.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { aBody, redact } from "./redact.ts";

const isPartOfAlias = (one: string): boolean => /redact/i.test(one);
/** Any text that a person may choose. */
const anySecret = fc.string({ unit: "binary", minLength: 8, maxLength: 40 }).filter((one) => !isPartOfAlias(one));
/** Characters that a header may contain. */
const headerSecret = fc
  .stringMatching(/^[A-Za-z0-9!#$%&'()*+./:<=>?@[\]^_{|}~-]{8,40}$/)
  .filter((one) => !isPartOfAlias(one));
const token = fc.stringMatching(/^[A-Za-z0-9_.~-]{8,40}$/).filter((one) => !isPartOfAlias(one));

const DECOYS = {
  author: "somebody",
  token_type: "Bearer",
  expires_in: 3600,
  id: "9faa6fd5-b254-4184-80c0-66b7c062315e",
  os_hash_value: "df88bac2791254f68941229792539621516bd480",
  key_name: "my-laptop",
  next_page_token: "c29tZS1wYWdl",
  request_id: "req-a016d11c-0b5a-44ce-9cc1-a49706586120",
  etag: '"33a64df551425fcc"',
  password_expires_at: null,
};

describe("for any secrets", () => {
  test("none is in any part of the trace, JSON keeps its shape, and decoys stay", () => {
    fc.assert(
      fc.property(anySecret, headerSecret, token, (password, apiKey, session) => {
        const json = (one: unknown, other: unknown): unknown => ({
          auth: { user: { name: "admin", password: one } },
          list: [{ api_key: [other] }, DECOYS],
        });
        const url = `http://me:${encodeURIComponent(password.toWellFormed())}@host/x?api_key=${encodeURIComponent(apiKey)}#sid=${session}`;
        const exchanges = redact(
          anExchange({ responseBody: aBody(`${password} ${encodeURIComponent(apiKey)} ${session}`, "text/plain") }),
          anExchange({
            url,
            requestHeaders: ["X-Api-Key", apiKey, "Cookie", `a=${session}`, "Referer", url, "ETag", DECOYS.etag],
            requestBody: aBody(JSON.stringify(json(password, apiKey), null, 1)),
            responseBody: aBody(
              new URLSearchParams({ password, token: session, q: apiKey }).toString(),
              "application/x-www-form-urlencoded",
            ),
          }),
        );
        const everything = JSON.stringify(exchanges);
        for (const value of [password, apiKey, session]) {
          expect(everything).not.toContain(JSON.stringify(value).slice(1, -1));
          expect(everything).not.toContain(encodeURIComponent(value.toWellFormed()));
        }
        const alias: unknown = expect.stringMatching(/REDACTED-(?:password|key|cookie)-\d+$/);
        expect(JSON.parse(exchanges[1]?.requestBody?.text ?? "")).toEqual(json(alias, alias));
        expect(exchanges[1]?.requestHeaders.at(-1)).toBe(DECOYS.etag);
      }),
    );
  });

  test("equal values have equal aliases, and different values different ones", () => {
    fc.assert(
      fc.property(token, token, (one, other) => {
        fc.pre(!one.includes(other) && !other.includes(one));
        const [exchange] = redact(
          anExchange({ requestHeaders: ["X-A-Token", one, "X-B-Token", other, "X-C-Token", one] }),
        );
        const [, a, , b, , c] = exchange?.requestHeaders ?? [];
        expect(a).toBe(c);
        expect(a).not.toBe(b);
      }),
    );
  });

  test("no received data makes it fail", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^(?:[%?&=;#@:/"\\{}[\],<> ]|token|password|Basic |Digest nonce=|http:\/\/|%zz|\\u){0,20}$/),
    );
    const mimeType = fc.constantFrom(
      "application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    );
    const names = ["Authorization", "Cookie", "Set-Cookie", "Location", "Link", "WWW-Authenticate", "X-Auth-Token"];
    fc.assert(
      fc.property(text, mimeType, (any, type) => {
        const redactor = createRedactor();
        const headers = (): string[] => names.flatMap((name) => [name, any]);
        redactor.redactExchange(
          anExchange({
            url: any,
            requestHeaders: headers(),
            requestBody: aBody(any, type),
            responseHeaders: [...headers(), "odd"],
            responseBody: aBody(any, ""),
          }),
        );
        expect(typeof redactor.redactText(any)).toBe("string");
      }),
    );
  });
});

describe("a secret with a recognizable format", () => {
  const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${"Zk3xQ9vLm2Rt8WbYc5Nd".repeat(2)}`;

  test("is masked wherever it occurs, and learned", () => {
    const [first, second] = redact(
      anExchange({ responseBody: aBody(`{"note":"use ${jwt} now"}`) }),
      anExchange({ requestHeaders: ["X-Note", Buffer.from(jwt).toString("base64")] }),
    );
    expect(first?.responseBody?.text).toBe('{"note":"use eyJREDACTED-token-1 now"}');
    expect(second?.requestHeaders[1]).toBe("eyJREDACTED-token-1");
  });
});

test("bytes that contain a learned value are omitted", () => {
  const bytes = Buffer.concat([Buffer.from([0, 1, 2, 3]), Buffer.from("s3cr3t-t0ken-value"), Buffer.from([0])]);
  const [exchange] = redact(
    anExchange({
      requestHeaders: ["X-Auth-Token", "s3cr3t-t0ken-value"],
      responseBody: { ...aBody(bytes.toString("base64"), "application/octet-stream"), base64: true },
    }),
  );
  expect(exchange?.responseBody).toMatchObject({ base64: false, text: "(bytes that hold REDACTED-token-1)" });
});
