import { once } from "node:events";
import { connect as connectHttp2, createSecureServer } from "node:http2";
import { createServer } from "node:net";
import { type TLSSocket, connect as connectTls, createServer as createTlsServer } from "node:tls";

import { describe, expect, onTestFinished, test } from "vitest";

import { type RawClient, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf, startRawServer } from "../../helpers/test-server.ts";
import { localhost, oneCertificate, startTlsServer } from "../../helpers/tls.ts";

const TRUSTING = { authority: oneCertificate, upstream: { ca: [localhost.cert] } };

/** A TLS connection through the tunnel, started but not complete. */
async function beginTls(
  port: number,
  origin: string,
  { name = "", ALPNProtocols = [] }: { readonly name?: string; readonly ALPNProtocols?: string[] } = {},
): Promise<{ raw: RawClient; secure: TLSSocket }> {
  const { host } = new URL(origin);
  const raw = await openRawClient(port);
  const user = name === "" ? "" : `Proxy-Authorization: Basic ${btoa(`${name}:x`)}\r\n`;
  raw.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n${user}\r\n`);
  // The server may already have sent something.
  const said = await raw.until(/200 Connection Established\r\n\r\n/);
  raw.socket.removeAllListeners("data").pause();
  raw.socket.unshift(Buffer.from(said.slice(said.indexOf("\r\n\r\n") + 4), "latin1"));
  const secure = connectTls({ socket: raw.socket, host: "127.0.0.1", ca: localhost.cert, ALPNProtocols });
  secure.on("error", () => {});
  return { raw, secure };
}

describe("a server that refuses its client's certificate in TLS 1.3", () => {
  const demanding = { requestCert: true, ca: localhost.cert, rejectUnauthorized: true, minVersion: "TLSv1.3" } as const;

  test.each([
    ["before anything is asked", ""],
    ["when something is asked", "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"],
  ])("%s: the trace has its alert", async (_, request) => {
    const origin = await startTlsServer((__, response) => response.end("let in"), demanding);
    const { proxy, entries } = await startTestProxy(TRUSTING);
    const { secure } = await beginTls(proxy.port, origin);
    const closed = new Promise((resolve) => secure.once("close", resolve));
    secure.write(request);
    await closed;
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry?._error).toMatchObject({ code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", phase: "tls" });
    expect(entry?._error?.message).toMatch(/certificate required$/);
    expect(proxy.bypasses.map(({ reason }) => reason)).toEqual([expect.stringMatching(/--client-cert/)]);
  });
});

describe("a client that gives up in the handshake", () => {
  test.each([
    ["closes the connection", (client: RawClient) => client.socket.end()],
    ["breaks it", (client: RawClient) => client.socket.resetAndDestroy()],
  ])("while the server sends nothing, and %s: the trace states that it was the client", async (_, leave) => {
    let heard = (): void => {};
    const hasHeard = new Promise<void>((resolve) => (heard = resolve));
    const origin = await startRawServer(() => heard());
    const { proxy, entries, started } = await startTestProxy(TRUSTING);
    const { raw } = await beginTls(proxy.port, origin);
    await hasHeard;
    leave(raw);
    await expect.poll(started).toBe(1);
    const [entry] = await entries();
    expect(entry?._error).toEqual({
      code: "CLIENT_GONE",
      message: "the client closed the connection in the TLS handshake",
      phase: "tls",
    });
    expect(proxy.bypasses).toEqual([]);
  });
});

const SPARE = "closed without a request, while the client sent requests over others";
const DISTRUST = "the client sent no request after the TLS handshake: it may not trust wirewalk's certificate";
const GONE = "CLIENT_GONE";

interface Second {
  /** @default "nova", which opened the first one */
  readonly who?: string;
  /** @default "h2" */
  readonly protocol?: string;
  /** Whether its server does not answer its hello. @default false */
  readonly isHeld?: boolean;
  /** What passes over the first connection after the second was opened. @default a request */
  readonly meanwhile?: "a ping" | "nothing";
  /** @default with close_notify */
  readonly leave?: (client: RawClient) => void;
  /** Whether its server closes it first. @default false */
  readonly isLeft?: boolean;
}

/** Two connections to one server; nothing is sent over the second one. Returns what a user is told. */
async function openTwo({
  who = "nova",
  protocol = "h2",
  isHeld = false,
  meanwhile,
  leave,
  isLeft = false,
}: Second): Promise<unknown> {
  const server = createSecureServer({ ...localhost, allowHTTP1: true }, (_, response) => response.end("fine"));
  const sockets: TLSSocket[] = [];
  server.on("secureConnection", (socket: TLSSocket) => void sockets.push(socket));
  let takeHello = (): void => {};
  const hasHello = new Promise<void>((resolve) => (takeHello = resolve));
  let count = 0;
  const front = createServer((socket) => {
    socket.on("error", () => {});
    count += 1;
    if (count === 2 && isHeld) socket.once("data", () => takeHello());
    else server.emit("connection", socket);
  });
  onTestFinished(() => {
    server.close();
    front.close();
  });
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  const origin = `https://127.0.0.1:${portOf(front)}`;
  const { proxy, started, entries } = await startTestProxy(TRUSTING);
  const open = (name: string): ReturnType<typeof beginTls> =>
    beginTls(proxy.port, origin, { name, ALPNProtocols: [protocol] });
  const used = await open("nova");
  await once(used.secure, "secureConnect");
  const { ask, ping } = protocol === "h2" ? talkHttp2(origin, used.secure) : talkHttp1(origin, used.secure);
  await ask("/first");
  const { raw, secure } = await open(who);
  await (isHeld ? hasHello : once(secure, "secureConnect"));
  if (meanwhile === undefined) await ask("/second");
  if (meanwhile === "a ping") await ping();
  if (isLeft) {
    secure.resume();
    sockets[1]?.end();
    await once(secure, "end");
  } else if (leave !== undefined) leave(raw);
  else if (isHeld) raw.socket.end();
  else secure.end();
  const asked = meanwhile === undefined ? 2 : 1;
  if (isHeld) await expect.poll(started).toBe(asked + 1);
  else await expect.poll(() => proxy.bypasses).not.toEqual([]);
  const failures = (await entries()).filter(({ _error }) => _error !== undefined);
  return [
    ...proxy.bypasses.map(({ reason }) => reason),
    ...failures.map(({ _client, _error }) => `${_client}: ${_error?.code}`),
  ];
}

interface Talk {
  readonly ask: (path: string) => Promise<void>;
  readonly ping: () => Promise<void>;
}

function talkHttp2(origin: string, secure: TLSSocket): Talk {
  const session = connectHttp2(origin, { createConnection: () => secure });
  session.on("error", () => {});
  onTestFinished(() => session.destroy());
  return {
    ask: async (path) => void (await once(session.request({ ":path": path }).resume(), "close")),
    ping: () => new Promise((resolve) => session.ping(() => resolve())),
  };
}

function talkHttp1(origin: string, secure: TLSSocket): Talk {
  onTestFinished(() => void secure.destroy());
  return {
    ask: async (path) => {
      secure.write(`GET ${path} HTTP/1.1\r\nHost: ${new URL(origin).host}\r\n\r\n`);
      await once(secure, "data");
    },
    ping: () => Promise.reject(new Error("HTTP/1.1 has none.")),
  };
}

test.each(["h2", "http/1.1"])(
  "a connection of %s that its program does not need distrusts nothing",
  async (protocol) => {
    expect(await openTwo({ protocol })).toEqual([SPARE]);
  },
);

test.each<[string, Second, string]>([
  ["another program's waits for the server's handshake", { who: "glance", isHeld: true }, `glance: ${GONE}`],
  ["the program's own waits for it", { isHeld: true }, `nova: ${GONE}`],
  ["the same, with a PING over the first", { isHeld: true, meanwhile: "a ping" }, `nova: ${GONE}`],
  ["another program's is closed after the handshake", { who: "glance" }, DISTRUST],
  ["the same in HTTP/1.1", { who: "glance", protocol: "http/1.1" }, DISTRUST],
  ["only a PING passes over the first", { meanwhile: "a ping" }, DISTRUST],
  ["nothing passes over the first", { meanwhile: "nothing" }, DISTRUST],
  ["it is cut without close_notify", { leave: ({ socket }) => socket.end() }, DISTRUST],
  ["it breaks", { leave: ({ socket }) => socket.resetAndDestroy() }, DISTRUST],
  ["its server closes it", { isLeft: true }, DISTRUST],
  ["nobody knows whose it is", { who: "" }, DISTRUST],
])("no other connection without a request is said not to be needed: %s", async (_, second, told) => {
  expect(await openTwo(second)).toEqual([told]);
});

describe("a server that speaks first", () => {
  const greeting = "220 mail.example ESMTP\r\n";

  async function startGreeter(): Promise<string> {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.write(greeting);
      socket.on("data", (chunk) => {
        if (chunk[0] === 0x16) socket.end("500 what\r\n");
        else socket.end("221 bye\r\n");
      });
    });
    onTestFinished(() => void server.close());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${portOf(server)}`;
  }

  test("is passed on, and the trace has the number of bytes", async () => {
    const origin = await startGreeter();
    const { host } = new URL(origin);
    const { proxy } = await startTestProxy(TRUSTING);
    const client = await openRawClient(proxy.port);
    client.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await client.until(/ESMTP\r\n$/);
    client.write("QUIT\r\n");
    expect(await client.toEnd()).toBe(`HTTP/1.1 200 Connection Established\r\n\r\n${greeting}221 bye\r\n`);
    expect(proxy.bypasses).toEqual([{ host, reason: "not HTTP", count: 1, sent: 6, received: 33 }]);
  });

  test("where TLS was expected is reported too, and the client gets the data", async () => {
    const origin = await startGreeter();
    const { host } = new URL(origin);
    const { proxy } = await startTestProxy(TRUSTING);
    const { secure } = await beginTls(proxy.port, origin);
    const [error] = await once(secure, "error");
    expect(error).toMatchObject({ code: expect.stringMatching(/WRONG_VERSION_NUMBER|PACKET_LENGTH/) });
    const [bypass] = proxy.bypasses;
    expect(bypass).toMatchObject({
      host,
      reason: expect.stringMatching(/not HTTP|the server sent something other than TLS/),
    });
    expect(bypass?.received).toBeGreaterThanOrEqual(greeting.length);
  });
});

test("a redirected connection that is refused is recorded with the known data", async () => {
  const { proxy, entries } = await startTestProxy();
  const door = createServer((socket) => {
    proxy.lead(socket, { address: { host: "127.0.0.1", port: 1 }, name: undefined });
  });
  onTestFinished(() => void door.close());
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  const client = await openRawClient(portOf(door));
  await client.toEnd();
  expect(await entries()).toMatchObject([
    {
      request: { method: "CONNECT", url: "tcp://127.0.0.1:1/" },
      _error: { code: "ECONNREFUSED", message: "connection refused by 127.0.0.1:1", phase: "connect" },
    },
  ]);
});

test("a redirected connection is passed through under the name that its client sends in TLS", async () => {
  const origin = await startTlsServer((_, response) => response.end("seen"));
  const port = Number(new URL(origin).port);
  const place = `localhost:${port}`;
  const { proxy, entries } = await startTestProxy({ ...TRUSTING, isPassedThrough: (host) => host === place });
  const door = createServer((socket) => {
    proxy.lead(socket, { address: { host: "127.0.0.1", port }, name: undefined });
  });
  onTestFinished(() => void door.close());
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  const socket = connectTls({
    port: portOf(door),
    host: "127.0.0.1",
    servername: "localhost",
    rejectUnauthorized: false,
  });
  socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const pieces: Buffer[] = await socket.toArray();
  expect(Buffer.concat(pieces).toString()).toMatch(/seen$/);
  expect(await entries()).toEqual([]);
  expect(proxy.bypasses).toMatchObject([{ host: place, reason: "passed through, as requested", count: 1 }]);
});

test("a client that sends data other than HTTP has accepted the certificate, and is not reported as refusing it", async () => {
  const server = createTlsServer({ ...localhost, allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {}).on("end", () => socket.end("\x20\x02\0\0"));
    socket.resume();
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // The server's certificate is not signed by any CA known here, so the certificate that replaces it must not be trusted either.
  const { proxy, entries } = await startTestProxy({ authority: oneCertificate });
  const { secure } = await beginTls(proxy.port, `https://127.0.0.1:${portOf(server)}`);
  secure.resume().end("\x10\x0C\0\x04MQTT");
  await once(secure, "close");
  await proxy[Symbol.asyncDispose]();
  expect(await entries()).toEqual([]);
  const reasons = proxy.bypasses.map(({ reason }) => reason);
  expect(reasons).toContain("not a readable request");
  expect(reasons.join()).not.toContain("certificate");
});
