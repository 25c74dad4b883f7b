import { expect, onTestFinished, test } from "vitest";

import { type Sender, createSender } from "../../../src/otlp/send/deliver.ts";
import type { Endpoint } from "../../../src/otlp/send/endpoint.ts";
import type { Outcome } from "../../../src/otlp/send/post.ts";
import { startRawServer } from "../../helpers/test-server.ts";
import { type Answer, anEndpoint, answer, startReceiver } from "./receiver.ts";

const BODY = '{"resourceSpans":[]}\n';
const never = new AbortController().signal;
const signals = { ending: never, breaking: never };

function open(endpoint: Endpoint, retries: string[] = []): Sender {
  const sender = createSender(endpoint, { firstWait: 1, onRetry: (why) => void retries.push(why) });
  onTestFinished(() => sender.close());
  return sender;
}

async function send(...answers: readonly Answer[]): Promise<{
  readonly outcome: Outcome;
  readonly tries: number;
  readonly retries: readonly string[];
}> {
  const { origin, received } = await startReceiver(...answers);
  const retries: string[] = [];
  const outcome = await open(anEndpoint(origin), retries).deliver(BODY, signals);
  return { outcome, tries: received.length, retries };
}

test("a request is JSON, compressed by gzip, with the headers of the endpoint", async () => {
  const { origin, received } = await startReceiver();
  const headers = { "x-tenant": "7" };
  expect(await open(anEndpoint(origin, { headers })).deliver(BODY, signals)).toEqual({
    kind: "delivered",
    rejected: 0,
    message: "",
  });
  await open(anEndpoint(origin, { compression: "none" })).deliver(BODY, signals);
  const [packed, plain] = received;
  expect(packed).toMatchObject({
    path: "/v1/traces",
    body: BODY,
    headers: { "content-type": "application/json", "content-encoding": "gzip", "x-tenant": "7" },
  });
  expect(plain?.body).toBe(BODY);
  expect(plain?.headers).not.toHaveProperty("content-encoding");
});

test.each([429, 502, 503, 504])("%d is retried until it is accepted", async (status) => {
  const { outcome, tries, retries } = await send(answer(status), answer(status));
  expect(outcome).toMatchObject({ kind: "delivered" });
  expect(tries).toBe(3);
  expect(retries).toEqual([`HTTP ${status}`, `HTTP ${status}`]);
});

test.each([300, 304, 400, 401, 403, 404, 405, 408, 413, 415, 500, 501, 505, 520])(
  "%d is not retried",
  async (status) => {
    const { outcome, tries } = await send(answer(status));
    expect(outcome).toMatchObject({ kind: "refused", status });
    expect(tries).toBe(1);
  },
);

test.each([
  ["seconds", { "retry-after": "1" }],
  [
    "a date of the server's clock",
    { date: "Tue, 01 Jan 2030 00:00:00 GMT", "retry-after": "Tue, 01 Jan 2030 00:00:01 GMT" },
  ],
])("Retry-After is waited for: %s", async (_, headers) => {
  const { origin, received } = await startReceiver(answer(503, headers));
  const ending = new AbortController();
  // It waits until the test ends it; without the header it would have retried at once.
  const sender = createSender(anEndpoint(origin), {
    firstWait: 1,
    onRetry: () => setTimeout(() => ending.abort(), 200),
  });
  onTestFinished(() => sender.close());
  expect(await sender.deliver(BODY, { ending: ending.signal, breaking: never })).toEqual({
    kind: "later",
    why: "HTTP 503",
    after: 1000,
  });
  expect(received).toHaveLength(1);
});

test("a broken connection is retried, and so is a refused one", async () => {
  let connections = 0;
  const origin = await startRawServer((received, socket) => {
    if (!received.includes("\r\n\r\n") || socket.destroyed) return;
    connections += 1;
    if (connections < 3) socket.destroy();
    else socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}");
  });
  const retries: string[] = [];
  expect(await open(anEndpoint(origin), retries).deliver(BODY, signals)).toMatchObject({ kind: "delivered" });
  expect(retries).toHaveLength(2);

  const ending = new AbortController();
  const dead = createSender(anEndpoint("http://127.0.0.1:1"), { firstWait: 1, onRetry: () => ending.abort() });
  onTestFinished(() => dead.close());
  expect(await dead.deliver(BODY, { ending: ending.signal, breaking: never })).toMatchObject({
    kind: "later",
    why: expect.stringContaining("ECONNREFUSED") as string,
  });
});

test("a receiver that never responds is abandoned after the timeout", async () => {
  const { origin } = await startReceiver(() => {});
  const ending = new AbortController();
  const sender = createSender(anEndpoint(origin, { timeout: 50 }), { onRetry: () => ending.abort() });
  onTestFinished(() => sender.close());
  expect(await sender.deliver(BODY, { ending: ending.signal, breaking: never })).toEqual({
    kind: "later",
    why: "no response in time",
  });
});

test.each([
  ['{"partialSuccess":{"rejectedSpans":"3","errorMessage":"too old"}}', { rejected: 3, message: "too old" }],
  ['{"partialSuccess":{"rejectedSpans":2}}', { rejected: 2, message: "" }],
  ['{"partialSuccess":{"errorMessage":"a warning"}}', { rejected: 0, message: "a warning" }],
  ['{"partialSuccess":null}', { rejected: 0, message: "" }],
  ['{"partialSuccess":{"rejectedSpans":-5,"errorMessage":[1]}}', { rejected: 0, message: "" }],
  ["", { rejected: 0, message: "" }],
  ["\u0000\u0001", { rejected: 0, message: "" }],
])("a partial success is read, and not sent again: %j", async (text, expected) => {
  const { outcome, tries } = await send(answer(200, { "content-type": "application/json" }, text));
  expect(outcome).toEqual({ kind: "delivered", ...expected });
  expect(tries).toBe(1);
});

test.each([301, 302, 303, 307, 308])("a redirect (%d) is not followed, with or without credentials", async (status) => {
  const elsewhere = await startReceiver();
  const { origin, received } = await startReceiver(answer(status, { location: `${elsewhere.origin}/v1/traces` }));
  const outcome = await open(anEndpoint(origin, { headers: { authorization: "Bearer s3cr3t-token" } })).deliver(
    BODY,
    signals,
  );
  expect(outcome).toMatchObject({ kind: "refused", isForAll: true });
  expect(received).toHaveLength(1);
  expect(elsewhere.received).toEqual([]);
});

test.each([
  ["an error", answer(403, {}, '{"code":7,"message":"no such token: s3cr3t-token"}')],
  ["a text", answer(400, {}, "Bearer s3cr3t-token is wrong")],
  ["a redirect", answer(302, { location: "https://a.example/?token=s3cr3t-token" })],
  ["a part", answer(200, {}, '{"partialSuccess":{"rejectedSpans":1,"errorMessage":"s3cr3t-token"}}')],
])("credentials that the receiver repeats are never shown: %s", async (_, say) => {
  const { origin } = await startReceiver(say);
  const sender = open(anEndpoint(origin, { headers: { authorization: "Bearer s3cr3t-token" } }));
  const outcome = JSON.stringify(await sender.deliver(BODY, signals));
  expect(outcome).not.toContain("s3cr3t-token");
  expect(outcome).toContain("REDACTED");
});

test("only the beginning of a response is read", async () => {
  const { outcome } = await send((response) => {
    response.writeHead(400);
    response.on("error", () => {});
    // Much more than is read, until the other side closes the connection.
    response.end("x".repeat(5_000_000));
  });
  expect(outcome).toMatchObject({ kind: "refused", status: 400 });
  expect(JSON.stringify(outcome).length).toBeLessThan(400);
});
