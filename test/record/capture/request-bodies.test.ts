import { Readable } from "node:stream";

import { Agent, FormData, fetch, request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import { onlyEntry, startRecording } from "../../helpers/record.ts";
import { startRawServer } from "../../helpers/test-server.ts";

const TEXT = "naïve 한국어 body\n";

async function* generate(): AsyncGenerator<Buffer> {
  yield Buffer.from(TEXT.slice(0, 5));
  yield Buffer.from(TEXT.slice(5));
}

function formData(): FormData {
  const form = new FormData();
  form.set("name", "cirros");
  form.set("file", new Blob([TEXT], { type: "text/plain" }), "note.txt");
  return form;
}

/** A server that keeps the received bytes and responds when it has all of them. */
async function startKeepingServer(): Promise<{ origin: string; received: () => string }> {
  let received = "";
  const origin = await startRawServer((bytes, socket) => {
    received = bytes;
    if (isWhole(bytes)) socket.end("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
  });
  return { origin, received: () => received };
}

function isWhole(bytes: string): boolean {
  const [head, body] = splitHead(bytes);
  if (head === "") return false;
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length);
  return /transfer-encoding/i.test(head) ? body.endsWith("0\r\n\r\n") : true;
}

function splitHead(bytes: string): [string, string] {
  const end = bytes.indexOf("\r\n\r\n");
  return end < 0 ? ["", ""] : [bytes.slice(0, end), bytes.slice(end + 4)];
}

type Body = NonNullable<Parameters<typeof request>[1]>["body"];

const KINDS: readonly (readonly [string, () => NonNullable<Body> | null])[] = [
  ["nothing", () => null],
  ["an empty string", () => ""],
  ["a string", () => TEXT],
  ["a Buffer", () => Buffer.from(TEXT)],
  ["a typed array", () => new Uint8Array(Buffer.from(TEXT))],
  ["a Readable", () => Readable.from([Buffer.from(TEXT)])],
  ["a Readable of several chunks", () => Readable.from(generate())],
  ["an async generator", () => generate() as never],
  ["a ReadableStream", () => new Blob([TEXT]).stream() as never],
  ["a Blob", () => new Blob([TEXT], { type: "text/plain" }) as never],
  ["a FormData", () => formData()],
];

describe.each(KINDS)("a request body that is %s", (_kind, makeBody) => {
  test("reaches the server as it does without a recorder, and is in the trace", async () => {
    const bare = await startKeepingServer();
    // The global class belongs to the undici that was loaded first, and Node's own does not know this FormData.
    const dispatcher = new Agent();
    onTestFinished(() => dispatcher.destroy());
    await request(`${bare.origin}/upload`, {
      method: "POST",
      body: makeBody(),
      headers: { "X-Case": "kept" },
      dispatcher,
    });
    const server = await startKeepingServer();
    const recording = await startRecording();
    await request(`${server.origin}/upload`, {
      method: "POST",
      body: makeBody(),
      headers: { "X-Case": "kept" },
      dispatcher: recording.agent,
    });

    const [head, body] = splitHead(server.received());
    const sent = neutral(server.received(), server.origin);
    expect(sent).toBe(neutral(bare.received(), bare.origin));

    const entry = await onlyEntry(recording);
    const recordedHead = entry.request.headers.map(({ name, value }) => `${name}: ${value}`);
    expect(recordedHead.map(withoutBoundary)).toEqual(head.split("\r\n").slice(1).map(withoutBoundary));
    const decoded = Buffer.from(withoutChunks(head, body), "latin1").toString();
    expect(entry.request.postData?.text ?? "").toBe(decoded);
    expect(entry.request.bodySize).toBe(Buffer.byteLength(decoded));
  });
});

/** undici generates a new multipart boundary each time. */
function withoutBoundary(text: string): string {
  return text.replaceAll(/----formdata-undici-0\d+/g, "BOUNDARY");
}

function neutral(bytes: string, origin: string): string {
  return withoutBoundary(bytes).replaceAll(new URL(origin).host, "HOST");
}

function withoutChunks(head: string, body: string): string {
  if (!/transfer-encoding: chunked/i.test(head)) return body;
  let text = "";
  for (let rest = body; ;) {
    const end = rest.indexOf("\r\n");
    const length = Number.parseInt(rest.slice(0, end), 16);
    if (length === 0 || Number.isNaN(length)) return text;
    text += rest.slice(end + 2, end + 2 + length);
    rest = rest.slice(end + 4 + length);
  }
}

test("a body sent by fetch is in the trace", async () => {
  const server = await startKeepingServer();
  const recording = await startRecording();
  await fetch(`${server.origin}/fetch`, { method: "POST", body: TEXT, dispatcher: recording.agent });
  const entry = await onlyEntry(recording);
  expect(entry.request.postData).toMatchObject({ mimeType: "text/plain;charset=UTF-8", text: TEXT });
});

test("a buffer that the caller changes afterwards is recorded as it was sent", async () => {
  const server = await startKeepingServer();
  const recording = await startRecording();
  const body = Buffer.from("before");
  const answer = request(server.origin, { method: "PUT", body, dispatcher: recording.agent });
  await answer;
  body.fill("x");
  expect((await onlyEntry(recording)).request.postData?.text).toBe("before");
});

test("a long body is truncated in the trace, with its length and SHA-256, but sent completely", async () => {
  const server = await startKeepingServer();
  const recording = await startRecording({ bodyLimit: 10 });
  await request(server.origin, { method: "PUT", body: Readable.from(generate()), dispatcher: recording.agent });
  const entry = await onlyEntry(recording);
  expect(entry.request.postData).toMatchObject({
    text: TEXT.slice(0, 7),
    _truncated: true,
    _size: Buffer.byteLength(TEXT),
    _sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(server.received()).toContain("body");
});

test("a binary body is kept as base64", async () => {
  const server = await startKeepingServer();
  const recording = await startRecording();
  await request(server.origin, { method: "PUT", body: Buffer.from([0xff, 0xfe, 0, 1]), dispatcher: recording.agent });
  expect((await onlyEntry(recording)).request.postData).toMatchObject({ text: "//4AAQ==", _encoding: "base64" });
});
