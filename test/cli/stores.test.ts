import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { startTlsServer } from "../helpers/tls.ts";
import { answer, startReceiver } from "../otlp/send/receiver.ts";
import { startStore } from "../otlp/stores/store.ts";
import { runCli } from "./run-cli.ts";

const TRACES = join(import.meta.dirname, "../../traces/openstack");
const SHOP = join(TRACES, "image-add-project.har");
const TILL = join(TRACES, "image-member-list.har");

async function gather(...words: readonly string[]): Promise<{ readonly text: string; readonly stderr: string }> {
  const file = join(await tempFolder(), "all.har");
  const { exitCode, stderr } = await runCli(["gather", ...words, "-o", file]);
  return { text: exitCode === 0 ? readFileSync(file, "utf8") : "", stderr };
}

test.each(["jaeger", "tempo"])("the sent data comes back from %s as the recorders' files", async (kind) => {
  const store = await startStore();
  const env = { WIREWALK_SESSION: await newSession() };
  const pushed = await runCli(["push", SHOP, TILL, "--otlp", store.origin], { env });
  expect(pushed).toMatchObject({ exitCode: 0 });
  const { text: expected } = await gather(SHOP, TILL);
  const { text, stderr } = await gather(`${kind}+${store.origin}?session=checkout`);
  expect({ text, stderr }).toMatchObject({ text: expected });
  // Only one recorder.
  const { text: one } = await gather(`${kind}+${store.origin}/?session=image-add-project`);
  expect(one).toBe((await gather(SHOP)).text);
});

test.each([
  ["of nine days ago", 9],
  ["of seven weeks ago", 49],
])("Tempo is searched for recordings %s too, at most a week at a time", async (_, days) => {
  const store = await startStore(days * 86_400);
  await runCli(["push", SHOP, "--otlp", store.origin]);
  const { text } = await gather(`tempo+${store.origin}?session=image-add-project`);
  expect(text).toBe((await gather(SHOP)).text);
});

test("the reason for a retry is printed once", async () => {
  const { origin } = await startReceiver(answer(503), answer(503));
  const { exitCode, stderr } = await runCli(["push", SHOP, "--otlp", origin]);
  expect(exitCode).toBe(0);
  expect(stderr.match(/^Trying again.*$/gm)).toEqual(["Trying again, for up to 60 s: HTTP 503."]);
});

test.each(["jaeger", "tempo"])("spans of servers in the same trace of %s do not change it", async (kind) => {
  const store = await startStore();
  await runCli(["push", SHOP, "--otlp", store.origin]);
  const { stdout } = await runCli(["export", SHOP, "--format", "otlp"]);
  const [, traceId = "", parentSpanId = ""] = /"traceId":"(\w+)","spanId":"(\w+)"/.exec(stdout) ?? [];
  const attributes = [{ key: "service.name", value: { stringValue: "glance" } }];
  const times = { startTimeUnixNano: "1767225600000000000", endTimeUnixNano: "1767225600100000000" };
  const span = { traceId, parentSpanId, spanId: "00f067aa0ba902b7", name: "GET /v2/images", kind: 2, ...times };
  const request = { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: {}, spans: [span] }] }] };
  const body = gzipSync(JSON.stringify(request));
  await fetch(`${store.origin}/v1/traces`, { method: "POST", headers: { "content-encoding": "gzip" }, body });
  const { text, stderr } = await gather(`${kind}+${store.origin}?trace=${traceId}`);
  expect({ text, stderr }).toMatchObject({ text: (await gather(SHOP)).text });
});

async function newSession(): Promise<string> {
  const file = join(await tempFolder(), "checkout.session-key");
  writeFileSync(file, `wws_${"A".repeat(43)}\n`, { mode: 0o600 });
  return file;
}

test.each(["jaeger", "tempo"])("push --missing sends only what %s does not have", async (kind) => {
  const store = await startStore();
  const spans = join(await tempFolder(), "part.jsonl");
  const exported = await runCli(["export", SHOP, "--format", "otlp"]);
  writeFileSync(spans, exported.stdout);
  const missing = `${kind}+${store.origin}`;
  const push = async (): Promise<unknown> =>
    JSON.parse((await runCli(["push", spans, "--otlp", store.origin, "--missing", missing, "--json"])).stdout);
  expect(await push()).toMatchObject({ exchanges: 5, delivered: 5, there: 0 });
  expect(await push()).toMatchObject({ exchanges: 0, delivered: 0, there: 5 });
});

test("a file that the Collector writes is read like a store, and gathered", async () => {
  const store = await startStore();
  const folder = await tempFolder();
  const file = join(folder, "collector.jsonl");
  const { stdout } = await runCli(["export", SHOP, "--format", "otlp"]);
  writeFileSync(file, stdout);
  const words = ["push", file, "--otlp", store.origin, "--missing", `otlp-file:${file}`, "--json"];
  expect(JSON.parse((await runCli(words)).stdout)).toMatchObject({ delivered: 0, there: 5 });
  expect((await gather(`otlp-file:${file}`)).text).toBe((await gather(file)).text);
});

const HINTED = /\n {2}Hint: /;

test.each([
  ["kafka:spans", /needs a broker and a topic/],
  ["jaeger+http://127.0.0.1:1?session=a", /Cannot query jaeger\+http:\/\/127\.0\.0\.1:1: /],
  ["jaeger+http://127.0.0.1:1", /does not name a recording/],
  ["tempo+http://store.example?session=a", /is not encrypted/],
  ["tempo+ftp://store.example?session=a", /needs a kind and a URL/],
  ["jaeger+http://127.0.0.1?trace=../../etc", /is not a trace ID/],
])("%s is refused with a reason", async (place, reason) => {
  const { stderr } = await gather(place);
  expect(stderr).toMatch(reason);
  expect(stderr).toMatch(HINTED);
});

test.each([
  ["what is not JSON", 200, "<html>", /is not JSON/],
  ["a redirect", 302, "", /returned HTTP 302/],
  ["a refusal", 401, "", /refused the request: HTTP 401/],
  ["a failure", 500, "s3cr3t", /returned HTTP 500/],
  ["nothing", 404, "{}", /has no trace ab12/],
  ["other JSON", 200, '{"result":5}', /no exchange|no span|holds/i],
  ["lists in lists without end", 200, `{"result":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, /no spans/],
])("any response of a store is handled: %s", async (_, status, body, reason) => {
  const origin = await startTestServer((_request, response) => {
    response.writeHead(status, { location: "http://127.0.0.1:1/" }).end(body);
  });
  const { stderr } = await gather(`jaeger+${origin.replace("//", "//me:p4ssw0rd-x@")}?trace=ab12`);
  expect(stderr).toMatch(reason);
  expect(stderr).not.toMatch(/p4ssw0rd|s3cr3t|internal error/i);
});

test("the certificate of a store is verified, and the remedy is in our own words", async () => {
  const origin = await startTlsServer((_request, response) => response.end("{}"));
  const { stderr } = await gather(`jaeger+${origin}?trace=ab12`);
  expect(stderr).toMatch(/^Cannot query .*certificate.*\n {2}Hint: .*--cacert/);
  expect(stderr).not.toContain("--use-system-ca");
});

test("secrets in the data of a store are masked, also if it claims to be written by wirewalk", async () => {
  const { stdout } = await runCli(["export", SHOP, "--format", "otlp"]);
  const [line = ""] = stdout.split("\n");
  const secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
  const forged = line.replaceAll("HTTP/1.1", `HTTP/1.1 ${secret}`);
  expect(forged).toContain(secret);
  const origin = await startTestServer((_request, response) => response.end(`{"result":${forged}}`));
  const { text } = await gather(`jaeger+${origin}?trace=ab12`);
  expect(text).toContain("REDACTED-");
  expect(text).not.toContain(secret);
});
