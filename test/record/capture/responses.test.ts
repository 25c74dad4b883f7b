import { createHash } from "node:crypto";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";

import { fetch, request, upgrade } from "undici";
import { describe, expect, test } from "vitest";

import { onlyEntry, startRecording } from "../../helpers/record.ts";
import { startRawServer, startTestServer } from "../../helpers/test-server.ts";

const JSON_TEXT = '{"name":"cirros","note":"한국어"}';

test("status, reason phrase, header order, case and duplicates are as the server sent them", async () => {
  const origin = await startRawServer((_bytes, socket) => {
    socket.end(
      "HTTP/1.1 300 MULTIPLE CHOICES\r\nX-One: 1\r\nset-cookie: a=1\r\nX-One: 2\r\nSet-Cookie: b=2; Path=/; HttpOnly\r\n" +
        "Content-Length: 2\r\nConnection: close\r\n\r\n{}",
    );
  });
  const recording = await startRecording();
  await (await request(`${origin}/identity?a=1&b=x%20y`, { dispatcher: recording.agent })).body.dump();
  const { request: sent, response } = await onlyEntry(recording);
  expect(sent).toMatchObject({
    method: "GET",
    url: `${origin}/identity?a=1&b=x%20y`,
    httpVersion: "HTTP/1.1",
    queryString: [
      { name: "a", value: "1" },
      { name: "b", value: "x y" },
    ],
  });
  expect([response.status, response.statusText]).toEqual([300, "MULTIPLE CHOICES"]);
  expect(response.headers.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    "X-One: 1",
    "set-cookie: a=1",
    "X-One: 2",
    "Set-Cookie: b=2; Path=/; HttpOnly",
    "Content-Length: 2",
    "Connection: close",
  ]);
  expect(response.cookies).toEqual([
    { name: "a", value: "1" },
    { name: "b", value: "2", path: "/", httpOnly: true },
  ]);
  expect(response.content).toMatchObject({ size: 2, text: "{}" });
});

test("a query given as an option is in the URL", async () => {
  const origin = await startTestServer((_request, response) => response.end("ok"));
  const recording = await startRecording();
  const query = { name: "a b", tag: ["x", "y"] };
  await (await request(`${origin}/images`, { query, dispatcher: recording.agent })).body.dump();
  expect((await onlyEntry(recording)).request.url).toBe(`${origin}/images?name=a%20b&tag=x&tag=y`);
});

const ENCODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ["gzip", (text) => gzipSync(text)],
  ["deflate", (text) => deflateSync(text)],
  ["deflate", (text) => deflateRawSync(text)],
  ["br", (text) => brotliCompressSync(text)],
  ["zstd", (text) => zstdCompressSync(text)],
  ["gzip, br", (text) => brotliCompressSync(gzipSync(text))],
];

describe.each(ENCODINGS)("a response encoded with %s", (encoding, encode) => {
  test("is readable in the trace while the caller gets the bytes that were sent", async () => {
    const wire = encode(JSON_TEXT);
    const origin = await startTestServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": encoding }).end(wire);
    });
    const recording = await startRecording();
    const { body } = await request(origin, { dispatcher: recording.agent });
    expect(Buffer.from(await body.arrayBuffer())).toEqual(wire);
    const { response } = await onlyEntry(recording);
    expect(response.content).toMatchObject({ text: JSON_TEXT, size: Buffer.byteLength(JSON_TEXT) });
    expect(response.bodySize).toBe(wire.byteLength);
  });
});

test("fetch decodes for its caller and the trace is readable too", async () => {
  const origin = await startTestServer((_request, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(JSON_TEXT));
  });
  const recording = await startRecording();
  expect(await (await fetch(origin, { dispatcher: recording.agent })).text()).toBe(JSON_TEXT);
  expect((await onlyEntry(recording)).response.content.text).toBe(JSON_TEXT);
});

test("a small response that decompresses to a huge one is truncated in the trace", async () => {
  const wire = gzipSync("0".repeat(10_000_000));
  const origin = await startTestServer((_request, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(wire);
  });
  const recording = await startRecording({ bodyLimit: 100_000 });
  await (await request(origin, { dispatcher: recording.agent })).body.dump();
  const { content } = (await onlyEntry(recording)).response;
  expect(content.text).toMatch(/^0+$/);
  expect(content.text?.length).toBeLessThanOrEqual(100_000);
  expect(content).toMatchObject({ _truncated: true, _size: wire.byteLength });
});

test("a response with a wrong gzip header is kept unchanged", async () => {
  const origin = await startTestServer((_request, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end("plain text");
  });
  const recording = await startRecording();
  await (await request(origin, { dispatcher: recording.agent })).body.dump();
  expect((await onlyEntry(recording)).response.content.text).toBe("plain text");
});

test("a long response is truncated in the trace, never for the caller", async () => {
  const whole = Buffer.from("é".repeat(100_000));
  const origin = await startTestServer((_request, response) => response.end(whole));
  const recording = await startRecording({ bodyLimit: 1001 });
  const { body } = await request(origin, { dispatcher: recording.agent });
  expect(Buffer.from(await body.arrayBuffer()).equals(whole)).toBe(true);
  expect((await onlyEntry(recording)).response.content).toMatchObject({
    text: "é".repeat(500),
    _truncated: true,
    _size: whole.byteLength,
    _sha256: createHash("sha256").update(whole).digest("hex"),
  });
});

test("text in another charset is decoded; binary data becomes base64", async () => {
  const origin = await startTestServer((incoming, response) => {
    if (incoming.url === "/text") response.setHeader("content-type", "text/plain; charset=euc-kr");
    response.end(
      incoming.url === "/text" ? Buffer.from([0xc7, 0xd1, 0xb1, 0xdb]) : Buffer.from([0x51, 0x46, 0x49, 0xfb]),
    );
  });
  const recording = await startRecording();
  for (const path of ["/text", "/image"]) {
    await (await request(origin + path, { dispatcher: recording.agent })).body.dump();
  }
  const [text, image] = await recording.entries();
  expect(text?.response.content).toMatchObject({ text: "한글", size: 4 });
  expect(image?.response.content).toMatchObject({ text: "UUZJ+w==", encoding: "base64" });
});

test("trailers and 1xx responses are kept with the response", async () => {
  const origin = await startRawServer((_bytes, socket) => {
    socket.end(
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </b>\r\n\r\n" +
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Digest\r\nConnection: close\r\n\r\n" +
        "2\r\nok\r\n0\r\nDigest: abc\r\n\r\n",
    );
  });
  const recording = await startRecording();
  await (await request(origin, { dispatcher: recording.agent })).body.dump();
  const { response } = await onlyEntry(recording);
  expect(response.status).toBe(200);
  expect(response._trailers).toEqual([{ name: "Digest", value: "abc" }]);
  expect(response._informational).toEqual([
    { status: 103, statusText: "Early Hints", headers: [{ name: "Link", value: "</a>" }] },
    { status: 103, statusText: "Early Hints", headers: [{ name: "Link", value: "</b>" }] },
  ]);
});

test.each([
  ["HEAD", 200],
  ["GET", 204],
  ["GET", 304],
] as const)("the response to %s with status %i has no body", async (method, status) => {
  const origin = await startTestServer((_request, response) => response.writeHead(status, { "x-a": "b" }).end());
  const recording = await startRecording();
  await (await request(origin, { method, dispatcher: recording.agent })).body.dump();
  const { response } = await onlyEntry(recording);
  expect(response.status).toBe(status);
  expect(response.content.size).toBe(0);
  expect(response.content.text).toBeUndefined();
});

test("a streamed response reaches the caller before it is complete", async () => {
  let finish = (): void => {};
  const origin = await startTestServer((_request, response) => {
    response.write("first");
    finish = () => response.end("last");
  });
  const recording = await startRecording();
  const { body } = await request(origin, { dispatcher: recording.agent });
  const chunks: string[] = [];
  for await (const chunk of body) {
    chunks.push(String(chunk));
    if (chunks.length === 1) finish();
  }
  expect(chunks).toEqual(["first", "last"]);
  expect((await onlyEntry(recording)).response.content.text).toBe("firstlast");
});

test("an upgrade is recorded with its handshake", async () => {
  const origin = await startRawServer((_bytes, socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
  });
  const recording = await startRecording();
  const { socket } = await upgrade(origin, { protocol: "echo", dispatcher: recording.agent });
  socket.destroy();
  const { request: sent, response } = await onlyEntry(recording);
  expect(sent.headers).toContainEqual({ name: "upgrade", value: "echo" });
  expect(response.status).toBe(101);
});
