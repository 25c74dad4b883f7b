import { Readable } from "node:stream";

import { type Dispatcher, request } from "undici";
import { expect, test } from "vitest";

import { onlyEntry, startRecording } from "../../helpers/record.ts";
import { startRawServer, startTestServer } from "../../helpers/test-server.ts";

type Options = NonNullable<Parameters<typeof request>[1]>;

/** The error that a caller gets, with and without the recorder. */
async function errorOf(url: string, options: Options, dispatcher: Dispatcher): Promise<string> {
  try {
    await (await request(url, { ...options, dispatcher })).body.text();
  } catch (error) {
    return `${(error as NodeJS.ErrnoException).code ?? ""} ${(error as Error).message}`;
  }
  throw new Error("The request should have failed.");
}

test("a refused connection", async () => {
  const recording = await startRecording();
  const error = await errorOf("http://127.0.0.1:1/x", { headers: { "X-Kept": "yes" } }, recording.agent);
  expect(error).toContain("ECONNREFUSED");
  const entry = await onlyEntry(recording);
  expect(entry.response.status).toBe(0);
  expect(entry._error).toMatchObject({ code: "ECONNREFUSED", phase: "connect" });
  expect(entry.request).toMatchObject({ url: "http://127.0.0.1:1/x", httpVersion: "" });
  expect(entry.request.headers).toEqual([{ name: "X-Kept", value: "yes" }]);
});

test("a host that does not exist", async () => {
  const notFound = Object.assign(new Error("getaddrinfo ENOTFOUND nowhere.invalid"), { code: "ENOTFOUND" });
  const lookup = (_host: string, _options: object, done: (error: Error) => void): void => done(notFound);
  const recording = await startRecording({}, { connect: { lookup: lookup as never } });
  await errorOf("http://nowhere.invalid/", {}, recording.agent);
  expect((await onlyEntry(recording))._error).toMatchObject({ code: "ENOTFOUND", phase: "connect" });
});

test("a connection that closes before the response", async () => {
  const origin = await startRawServer((_bytes, socket) => socket.destroy());
  const recording = await startRecording();
  await errorOf(origin, {}, recording.agent);
  const entry = await onlyEntry(recording);
  expect(entry.response.status).toBe(0);
  expect(entry._error?.phase).toBe("wait");
});

test("a connection that breaks in the middle of the body keeps the received part", async () => {
  const origin = await startRawServer((_bytes, socket) => {
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", () => socket.resetAndDestroy());
  });
  const recording = await startRecording();
  await errorOf(origin, {}, recording.agent);
  const entry = await onlyEntry(recording);
  expect(entry.response.status).toBe(200);
  expect(entry._error?.phase).toBe("receive");
});

test("a server that does not respond in time", async () => {
  const origin = await startTestServer(() => {});
  const recording = await startRecording();
  const error = await errorOf(origin, { headersTimeout: 50 }, recording.agent);
  expect(error).toContain("UND_ERR_HEADERS_TIMEOUT");
  expect((await onlyEntry(recording))._error).toMatchObject({ code: "UND_ERR_HEADERS_TIMEOUT", phase: "wait" });
});

test("a request that the caller aborts while it waits", async () => {
  const abort = new AbortController();
  const origin = await startTestServer(() => abort.abort());
  const recording = await startRecording();
  await errorOf(origin, { signal: abort.signal }, recording.agent);
  const entry = await onlyEntry(recording);
  expect(entry.response.status).toBe(0);
  expect(entry._error?.phase).toBe("wait");
});

test("a request that the caller aborts in the middle of the body", async () => {
  const origin = await startTestServer((_request, response) => {
    response.write("first");
  });
  const recording = await startRecording();
  const { body } = await request(origin, { dispatcher: recording.agent });
  for await (const chunk of body) {
    expect(String(chunk)).toBe("first");
    break;
  }
  const entry = await onlyEntry(recording);
  expect(entry.response.content.text).toBe("first");
  expect(entry._error?.phase).toBe("receive");
});

test("a request body that fails reaches the caller as the same error", async () => {
  const origin = await startTestServer((incoming) => incoming.resume());
  const failing = (): Readable =>
    new Readable({
      read() {
        this.destroy(new Error("the file went away"));
      },
    });
  const recording = await startRecording();
  const error = await errorOf(origin, { method: "PUT", body: failing() }, recording.agent);
  expect(error).toContain("the file went away");
  expect((await onlyEntry(recording))._error?.message).toContain("the file went away");
});

test("a request that undici refuses is recorded with its reason", async () => {
  const origin = await startTestServer((_request, response) => response.end());
  const recording = await startRecording();
  const error = await errorOf(origin, { method: "GET", headers: { "bad header": "x" } }, recording.agent);
  expect(error).toContain("invalid header key");
  expect((await onlyEntry(recording))._error).toMatchObject({ code: "UND_ERR_INVALID_ARG", phase: "connect" });
});

test("an exchange in progress at the end of the recording is kept as unfinished", async () => {
  const abort = new AbortController();
  let arrived = (): void => {};
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  const origin = await startTestServer(() => arrived());
  const recording = await startRecording();
  const answer = request(origin, { signal: abort.signal, dispatcher: recording.agent }).catch(() => "aborted");
  await arrival;
  const entry = await onlyEntry(recording);
  expect(entry._error).toMatchObject({ code: "UNFINISHED", phase: "wait" });
  abort.abort();
  expect(await answer).toBe("aborted");
});
