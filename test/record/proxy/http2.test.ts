import { once } from "node:events";
import {
  type ClientHttp2Session,
  type Http2SecureServer,
  type Http2Server,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
  connect,
  createSecureServer,
  createServer,
} from "node:http2";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";

import { describe, expect, onTestFinished, test } from "vitest";

import { openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf } from "../../helpers/test-server.ts";
import { localhost, oneCertificate } from "../../helpers/tls.ts";

const KINDS = ["https", "http"] as const;

/** Responds with the received data, and trailers; it aborts `/gone`. */
function serve(stream: ServerHttp2Stream, headers: OutgoingHttpHeaders): void {
  stream.on("error", () => {});
  if (headers[":path"] === "/gone") {
    stream.close(7);
    return;
  }
  if (headers[":path"] === "/calm") {
    stream.session?.goaway(11, 0, Buffer.from("too many requests"));
    stream.session?.destroy();
    return;
  }
  stream.additionalHeaders({ ":status": 103, link: "</style.css>" });
  stream.respond({ ":status": 201, "x-path": String(headers[":path"]) }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "x-after": "all" }));
  stream.pipe(stream);
}

async function startHttp2(kind: (typeof KINDS)[number]): Promise<string> {
  const server: Http2Server | Http2SecureServer = kind === "https" ? createSecureServer(localhost) : createServer();
  server.on("stream", serve);
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `${kind}://127.0.0.1:${portOf(server)}`;
}

/** An HTTP/2 session through a tunnel of the proxy. */
async function openSession(
  origin: string,
  proxyPort: number,
  protocols: readonly string[] | undefined = ["h2", "http/1.1"],
): Promise<ClientHttp2Session> {
  const { host, protocol } = new URL(origin);
  const client = await openRawClient(proxyPort);
  client.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  // An HTTP/2 server may already have sent something.
  const said = await client.until(/\r\n\r\n/);
  client.socket.removeAllListeners("data").pause();
  client.socket.unshift(Buffer.from(said.slice(said.indexOf("\r\n\r\n") + 4), "latin1"));
  const options = { socket: client.socket, ca: localhost.cert, host: "127.0.0.1" };
  const socket =
    protocol === "https:"
      ? connectTls({ ...options, ...(protocols && { ALPNProtocols: [...protocols] }) })
      : client.socket;
  if (protocol === "https:") await once(socket, "secureConnect");
  const session = connect(origin, { createConnection: () => socket });
  session.on("error", () => {});
  onTestFinished(() => session.destroy());
  return session;
}

async function ask(session: ClientHttp2Session, path: string, body: string): Promise<string> {
  const stream = session.request({ ":method": "POST", ":path": path, "x-own": "yes" });
  let text = "";
  stream.on("error", () => {});
  stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  stream.end(body);
  await new Promise((resolve) => stream.once("close", resolve));
  return stream.rstCode === 0 ? text : `gave up: ${stream.rstCode}`;
}

const TRUSTING = { authority: oneCertificate, upstream: { ca: [localhost.cert] } };

describe.each(KINDS)("HTTP/2 in a tunnel (%s)", (kind) => {
  test("stays HTTP/2, and each stream is an exchange", async () => {
    const origin = await startHttp2(kind);
    const { proxy, entries } = await startTestProxy(TRUSTING);
    const session = await openSession(origin, proxy.port);
    const answers = await Promise.all([ask(session, "/a?b=c", "first"), ask(session, "/d", "second".repeat(20_000))]);
    expect(answers.map((answer) => answer.length)).toEqual([5, 120_000]);
    session.close();
    await once(session, "close");
    const [first, second] = await entries();
    expect(first?.request).toMatchObject({ method: "POST", url: `${origin}/a?b=c`, httpVersion: "HTTP/2" });
    expect(first?.request.headers).toContainEqual({ name: "x-own", value: "yes" });
    expect(first?.request.postData?.text).toBe("first");
    expect(first?.response).toMatchObject({
      status: 201,
      httpVersion: "HTTP/2",
      content: { text: "first" },
      _trailers: [{ name: "x-after", value: "all" }],
      _informational: [{ status: 103 }],
    });
    expect(second?.response.bodySize).toBe(120_000);
    expect(proxy.bypasses).toEqual([]);
  });

  test("the failure of a request whose connection the server ends has what the server said", async () => {
    const origin = await startHttp2(kind);
    const { proxy, entries } = await startTestProxy({ authority: oneCertificate, upstream: { ca: [localhost.cert] } });
    await ask(await openSession(origin, proxy.port), "/calm", "");
    await expect.poll(() => proxy.bypasses).toHaveLength(1);
    const [entry] = await entries();
    expect(entry?._error?.message).toBe("the server ended the connection: ENHANCE_YOUR_CALM too many requests");
  });

  test("a stream that the server aborts is one failed exchange; the others continue", async () => {
    const origin = await startHttp2(kind);
    const { proxy, entries } = await startTestProxy(TRUSTING);
    const session = await openSession(origin, proxy.port);
    expect(await ask(session, "/gone", "x")).toBe("gave up: 7");
    expect(await ask(session, "/stays", "y")).toBe("y");
    const [gone, stays] = await entries();
    expect(gone?._error).toMatchObject({
      code: "REFUSED_STREAM",
      message: "the server cancelled the stream: REFUSED_STREAM",
    });
    expect(stays?._error).toBeUndefined();
  });
});

test.each([["h2", "http/1.1"], undefined])("HTTP/2 in TLS is read with ALPN and without it (%s)", async (protocols) => {
  const origin = await startTlsHttp2();
  const { proxy, entries } = await startTestProxy(TRUSTING);
  const session = await openSession(origin, proxy.port, protocols);
  expect(await ask(session, "/a", "first")).toBe("first");
  session.close();
  await once(session, "close");
  const [entry] = await entries();
  expect(entry?.request).toMatchObject({ method: "POST", url: `${origin}/a`, httpVersion: "HTTP/2" });
  expect(entry?.response.status).toBe(201);
});

/** Treats the data as HTTP/2, whatever was negotiated. */
async function startTlsHttp2(): Promise<string> {
  const http2 = createServer();
  http2.on("stream", serve);
  const server = createTlsServer({ ...localhost, ALPNProtocols: ["h2"] }, (socket) => {
    http2.emit("connection", socket);
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `https://127.0.0.1:${portOf(server)}`;
}

/** Sends the pieces one by one, each after the previous one has come back. */
async function converse(session: ClientHttp2Session, contentType: string, pieces: readonly string[]): Promise<void> {
  const stream = session.request({ ":method": "POST", ":path": "/chat", "content-type": contentType });
  for (const piece of pieces) {
    stream.write(piece);
    await once(stream, "data");
  }
  stream.end();
  await new Promise((resolve) => stream.once("close", resolve));
}

test("the trace has the times of a gRPC stream's pieces and its end, if the response began before", async () => {
  const { proxy, entries } = await startTestProxy(TRUSTING);
  const session = await openSession(await startHttp2("http"), proxy.port);
  await converse(session, "application/grpc", ["one", "four", "five!"]);
  await converse(session, "text/plain", ["one", "four"]);
  await ask(session, "/a", "all at once");
  session.destroy();
  const [stream, ...others] = await entries();
  const chunks = stream?.request._chunks ?? [];
  expect(chunks.map(({ size }) => size)).toEqual([3, 4, 5, 0]);
  const times = chunks.map(({ time }) => time);
  expect(times.toSorted((a, b) => a - b)).toEqual(times);
  expect(times[0]).toBeLessThanOrEqual(0);
  expect(others.map(({ request }) => request._chunks)).toEqual([undefined, undefined]);
});

test("a WebSocket over HTTP/2 (RFC 8441) is recorded with its messages", async () => {
  const server = createServer({ settings: { enableConnectProtocol: true } });
  server.on("stream", (stream) => {
    stream.on("error", () => {});
    stream.respond({ ":status": 200 });
    stream.once("data", () => stream.end(Buffer.of(0x81, 5, ...Buffer.from("hello"))));
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${portOf(server)}`;
  const { proxy, entries } = await startTestProxy();
  const session = await openSession(origin, proxy.port);
  onTestFinished(() => session.destroy());
  await once(session, "remoteSettings");
  const stream = session.request(
    { ":method": "CONNECT", ":protocol": "websocket", ":path": "/chat", ":scheme": "http" },
    { endStream: false },
  );
  // Masked with zeros; without waiting for the response.
  stream.write(Buffer.of(0x81, 0x82, 0, 0, 0, 0, ...Buffer.from("hi")));
  stream.resume();
  await once(stream, "end");
  stream.end();
  await once(stream, "close");
  const [entry] = await entries();
  expect(entry).toMatchObject({
    request: { method: "CONNECT", url: `${origin}/chat` },
    response: { status: 200 },
    _upgrade: { protocol: "websocket", sent: { frames: 1 }, received: { frames: 1 } },
    _webSocketMessages: [
      { type: "send", data: "hi" },
      { type: "receive", data: "hello" },
    ],
  });
  expect(entry?.request.postData).toBeUndefined();
  expect(entry?._remarks).toBeUndefined();
});
