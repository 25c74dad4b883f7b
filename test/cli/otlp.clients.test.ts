import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readOtlp } from "../../src/otlp/read/read-otlp.ts";
import { createJournal } from "../../src/trace/journal/journal-file.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import { sourceOfText } from "../../src/trace/stream/text-source.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { localhost, startTlsServer } from "../helpers/tls.ts";
import { type Received, answer, startReceiver } from "../otlp/send/receiver.ts";
import { runCli } from "./run-cli.ts";

const env = { PATH: process.env["PATH"] ?? "", OTEL_EXPORTER_OTLP_TIMEOUT: "300" };

const IDS = /"traceId":"([\da-f]{32})","spanId":"([\da-f]{16})"/g;

interface Api {
  readonly origin: string;
  readonly headers: readonly string[][];
  /** What it received about a trace, from requests that named one. */
  readonly contexts: readonly (string | undefined)[];
}

async function startApi(): Promise<Api> {
  const headers: string[][] = [];
  const contexts: (string | undefined)[] = [];
  const origin = await startTestServer((request, response) => {
    headers.push(Object.keys(request.headers));
    contexts.push(request.headersDistinct["traceparent"]?.join());
    response.setHeader("content-type", "application/json").end(JSON.stringify({ path: request.url }));
  });
  return { origin, headers, contexts };
}

const read = (received: readonly Received[]): string =>
  serializeTrace(readOtlp(sourceOfText(received.map(({ body }) => body).join(""), "spans.jsonl")));

describe("record --otlp", () => {
  test("sends the recording, byte for byte, and adds nothing to the program's requests", async () => {
    const api = await startApi();
    const receiver = await startReceiver();
    const file = join(await tempFolder(), "shop.har");
    const urls = [1, 2, 3].map((number) => `${api.origin}/things/${number}?token=s3cr3t-${number}-value`);
    const { exitCode, stderr } = await runCli(
      ["record", "-o", file, "--otlp", receiver.origin, "--", "curl", "-s", ...urls],
      { env },
    );
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(stderr).toContain(`Delivered 3 exchanges to ${receiver.origin}/v1/traces.`);
    expect(read(receiver.received)).toBe(readFileSync(file, "utf8"));
    expect(JSON.stringify(receiver.received)).not.toContain("s3cr3t");
    expect(api.headers.flat().filter((name) => /^(?:traceparent|tracestate|baggage)$/.test(name))).toEqual([]);
    expect(readdirSync(join(file, ".."))).toEqual(["shop.har"]);
  });

  test("with --propagate, passes the spans that it sends to servers", async () => {
    const api = await startApi();
    const receiver = await startReceiver();
    const file = join(await tempFolder(), "shop.har");
    const urls = ["/a", "/b"].map((path) => api.origin + path);
    const own = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const command = `curl -s ${urls.join(" ")}; curl -s -H "traceparent: ${own}" ${api.origin}/c`;
    const words = ["record", "-o", file, "--otlp", receiver.origin, "--propagate", "--", "sh", "-c", command];
    expect(await runCli(words, { env })).toMatchObject({ exitCode: 0 });
    expect(read(receiver.received)).toBe(readFileSync(file, "utf8"));
    const told = api.contexts.slice(0, 2);
    expect(api.contexts).toEqual([expect.any(String), expect.any(String), own]);
    // The servers' own spans are children of the recorded ones, whether the trace is sent during the recording or afterwards.
    const { stdout } = await runCli(["export", file, "--format", "otlp"]);
    for (const sent of [receiver.received.map(({ body }) => body), [stdout]]) {
      const ids = sent.flatMap((text) => Array.from(text.matchAll(IDS), ([, trace, span]) => `00-${trace}-${span}-01`));
      expect(ids).toEqual(expect.arrayContaining(told));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test("does not send anything only because a variable is set", async () => {
    const api = await startApi();
    const receiver = await startReceiver();
    const file = join(await tempFolder(), "shop.har");
    const own = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.origin };
    const { stderr } = await runCli(["record", "-o", file, "--", "curl", "-s", api.origin], { env: own });
    expect(stderr).not.toContain("Delivered");
    expect(receiver.received).toEqual([]);
    await runCli(["record", "-o", file, "--otlp", "--", "curl", "-s", api.origin], { env: own });
    expect(receiver.received).not.toEqual([]);
  });

  test("never shows the credentials of the endpoint, not even if the program prints them", async () => {
    const api = await startApi();
    const receiver = await startReceiver(...Array.from({ length: 9 }, () => answer(401, {}, "wrong: tok-12345678")));
    const folder = await tempFolder();
    const file = join(folder, "shop.har");
    const own = { ...env, OTEL_EXPORTER_OTLP_HEADERS: "x-vendor=tok-12345678" };
    const command = `curl -s "${api.origin}/?x=tok-12345678"; echo $OTEL_EXPORTER_OTLP_HEADERS`;
    const { stderr } = await runCli(["record", "-o", file, "--otlp", receiver.origin, "--", "sh", "-c", command], {
      env: own,
    });
    expect(receiver.received[0]?.headers).toMatchObject({ "x-vendor": "tok-12345678" });
    expect(stderr).toContain("HTTP 401");
    const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    expect(written).toHaveLength(2);
    expect(written.join("") + receiver.received.map(({ body }) => body).join("") + stderr).not.toContain(
      "tok-12345678",
    );
  });

  test.each([
    ["dead", "http://127.0.0.1:1"],
    ["one that never answers", ""],
  ])("keeps data that an endpoint did not accept next to the trace: %s", async (_, dead) => {
    const api = await startApi();
    const silent = await startReceiver(...Array.from({ length: 9 }, () => () => {}));
    const folder = await tempFolder();
    const file = join(folder, "shop.har");
    const { exitCode, stderr } = await runCli(
      ["record", "-o", file, "--otlp", dead || silent.origin, "--", "curl", "-s", api.origin],
      { env },
    );
    expect(exitCode).toBe(0);
    expect(stderr).toContain("Delivered 0 of 1 exchange to");
    expect(stderr).toContain(`wirewalk push ${file}.unsent.jsonl`);
    const whole = readFileSync(file, "utf8");
    // The next recording does not remove anything that is still to be sent.
    const words = ["record", "-o", file, "--otlp", "http://127.0.0.1:1", "--", "curl", "-s", api.origin];
    expect((await runCli(words, { env })).stderr).toContain(`${file}.2.unsent.jsonl`);
    const receiver = await startReceiver();
    const pushed = await runCli(["push", `${file}.unsent.jsonl`, "--otlp", receiver.origin], { env });
    expect(pushed).toMatchObject({ exitCode: 0 });
    expect(read(receiver.received)).toBe(whole);
  });

  test("sends the rest of the trace if exchanges are chosen, and not before", async () => {
    const api = await startApi();
    const receiver = await startReceiver();
    const file = join(await tempFolder(), "shop.har");
    await runCli(
      ["record", "-o", file, "--drop", "path=/private/**", "--otlp", receiver.origin, "--"].concat([
        "curl",
        "-s",
        `${api.origin}/private/1`,
        `${api.origin}/public`,
      ]),
      { env },
    );
    expect(JSON.stringify(receiver.received)).not.toContain("GET /private");
    expect(read(receiver.received)).toBe(readFileSync(file, "utf8"));
  });

  test("is refused with --rotate", async () => {
    const { exitCode, stderr } = await runCli(
      ["record", "--rotate", "1M", "--otlp", "http://127.0.0.1:1", "--", "curl", "-s", "http://127.0.0.1:1"],
      { env },
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain("wirewalk push");
  });
});

describe("push", () => {
  async function writeJournal(): Promise<string> {
    const file = join(await tempFolder(), "shop.har.journal");
    const journal = createJournal(file, { wirewalkJournal: 1, pid: 1 }, { onError: () => {} });
    for (const seq of [2, 1, 3]) {
      const requestHeaders = ["X-Auth-Token", `REDACTED-token-~${4 - seq}`];
      journal.append(anExchange({ seq, startedAt: 1_763_892_000_000 + seq, requestHeaders }));
    }
    journal.flush();
    journal.close();
    // The state after the recorder was killed in the middle of a line.
    writeFileSync(file, `${readFileSync(file, "utf8")}[4,176389`);
    return file;
  }

  test("a journal of an interrupted recording is sent as recover would rebuild it, and twice gives the same", async () => {
    const file = await writeJournal();
    const receiver = await startReceiver();
    for (const _ of [1, 2]) {
      const { exitCode, stderr } = await runCli(["push", file, "--otlp", receiver.origin], { env });
      expect({ exitCode, stderr }).toEqual({
        exitCode: 0,
        stderr: `Delivered 3 exchanges to ${receiver.origin}/v1/traces.\n`,
      });
    }
    const { stdout } = await runCli(["export", file, "--format", "har"]);
    expect(read(receiver.received)).toBe(stdout);
  });

  test("TLS is verified", async () => {
    const file = await writeJournal();
    const origin = await startTlsServer((request, response) => {
      request.resume().on("end", () => response.end("{}"));
    });
    const refused = await runCli(["push", file, "--otlp", origin], { env });
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("TLS:") as string });
    const authority = join(await tempFolder(), "ca.pem");
    writeFileSync(authority, localhost.cert);
    for (const [options, own] of [
      [["--cacert", authority], {}],
      [[], { OTEL_EXPORTER_OTLP_CERTIFICATE: authority }],
      [["--insecure", "127.0.0.1"], {}],
    ] as const) {
      const pushed = await runCli(["push", file, "--otlp", origin, ...options], { env: { ...env, ...own } });
      expect(pushed).toMatchObject({ exitCode: 0 });
    }
  });

  test("a refusal by the receiver ends it, with the reason", async () => {
    const receiver = await startReceiver(answer(404, {}, "404 page not found"));
    const { exitCode, stderr } = await runCli(["push", await writeJournal(), "--otlp", receiver.origin], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Delivered 0 of 3 exchanges");
    expect(stderr).toContain("HTTP 404: 404 page not found");
    expect(receiver.received).toHaveLength(1);
  });
});
