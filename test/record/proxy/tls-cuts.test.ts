import { once } from "node:events";
import { type Socket, connect, createServer } from "node:net";
import { TLSSocket, connect as connectTls, createSecureContext } from "node:tls";

import { describe, expect, onTestFinished, test } from "vitest";

import { openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf } from "../../helpers/test-server.ts";
import { localhost, oneCertificate } from "../../helpers/tls.ts";

const TRUSTING = { authority: oneCertificate, upstream: { ca: [localhost.cert] } };

const REQUEST = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
const RESPONSE = `HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n${"x".repeat(50)}`;

const MEANS = [
  { ciphers: "TLS_AES_256_GCM_SHA384", version: "TLSv1.3" },
  { ciphers: "TLS_CHACHA20_POLY1305_SHA256", version: "TLSv1.3" },
  { ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256", version: "TLSv1.2" },
  { ciphers: "ECDHE-ECDSA-CHACHA20-POLY1305", version: "TLSv1.2" },
  { ciphers: "ECDHE-ECDSA-AES128-SHA256", version: "TLSv1.2" },
] as const;

type Means = { readonly ciphers: string; readonly version: "TLSv1.2" | "TLSv1.3" };

async function startTcp(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    onSocket(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return portOf(server);
}

interface Relay {
  readonly port: number;
  /** What the end that connected has sent, and what it has received. */
  readonly sent: () => Buffer;
  readonly received: () => Buffer;
  /** Fulfilled when its only connection is closed at both ends. */
  readonly closed: Promise<unknown>;
}

/** Sees the bytes beneath TLS on their way. */
async function startRelay(target: number): Promise<Relay> {
  const sent: Buffer[] = [];
  const received: Buffer[] = [];
  const { promise: closed, resolve: close } = Promise.withResolvers<unknown>();
  const port = await startTcp((near) => {
    const far = connect({ port: target, host: "127.0.0.1", allowHalfOpen: true });
    onTestFinished(() => void far.destroy());
    far.on("error", () => {});
    near.on("data", (chunk: Buffer) => {
      sent.push(chunk);
      far.write(chunk);
    });
    far.on("data", (chunk: Buffer) => {
      received.push(chunk);
      near.write(chunk);
    });
    near.on("end", () => far.end());
    far.on("end", () => near.end());
    close(Promise.all([closeOf(near), closeOf(far)]));
  });
  return { port, sent: () => Buffer.concat(sent), received: () => Buffer.concat(received), closed };
}

const closeOf = (socket: Socket): Promise<void> => new Promise((resolve) => void socket.once("close", () => resolve()));

/** Type and length of the last record. */
function lastRecord(bytes: Buffer): { type: number | undefined; length: number } {
  const connected = bytes.indexOf("\r\n\r\n");
  const start = /^(?:CONNECT|HTTP)/.test(bytes.toString("latin1", 0, 7)) ? connected + 4 : 0;
  let last = { type: bytes[start], length: 0 };
  for (let at = start; at + 5 <= bytes.length; at += 5 + last.length)
    last = { type: bytes[at], length: bytes.readUInt16BE(at + 3) };
  return last;
}

/** In TLS 1.3, its type is hidden, but no data of these tests is as short. */
function hasCloseNotify(bytes: Buffer, { version }: Means): boolean {
  const { type, length } = lastRecord(bytes);
  return version === "TLSv1.2" ? type === 21 : type === 23 && length === 19;
}

interface Dialogue {
  /** Between the client and the proxy. */
  readonly near: Relay;
  /** Between the proxy and the server. */
  readonly far: Relay;
  readonly raw: Socket;
  readonly secure: TLSSocket;
  /** The server's end, when it has received the request. */
  readonly server: Promise<{ readonly raw: Socket; readonly secure: TLSSocket }>;
}

async function startDialogue({ ciphers, version }: Means): Promise<Dialogue> {
  const { promise: server, resolve } = Promise.withResolvers<{ raw: Socket; secure: TLSSocket }>();
  const context = createSecureContext({ ...localhost, ciphers, minVersion: version, maxVersion: version });
  const port = await startTcp((raw) => {
    const secure = new TLSSocket(raw, { isServer: true, secureContext: context });
    secure.on("error", () => {});
    secure.once("data", () => resolve({ raw, secure }));
  });
  const far = await startRelay(port);
  const { proxy } = await startTestProxy(TRUSTING);
  const near = await startRelay(proxy.port);
  const { socket: raw, write, until } = await openRawClient(near.port);
  write(`CONNECT 127.0.0.1:${far.port} HTTP/1.1\r\n\r\n`);
  await until(/\r\n\r\n$/);
  raw.removeAllListeners("data");
  raw.allowHalfOpen = true;
  const secure = connectTls({ socket: raw, ca: localhost.cert, host: "127.0.0.1", maxVersion: version });
  secure.on("error", () => {});
  secure.once("end", () => secure.end());
  await once(secure, "secureConnect");
  return { near, far, raw, secure, server };
}

/** Whatever of TLS came before, for example tickets, has been sent. */
const written = (socket: TLSSocket, text: string): Promise<void> =>
  new Promise((resolve) => void socket.write(text, () => resolve()));

describe.each(MEANS)("within $version with $ciphers", (means) => {
  test("a server that ends without close_notify ends so for the client", async () => {
    const { near, far, secure, server } = await startDialogue(means);
    secure.resume();
    secure.write(REQUEST);
    const end = await server;
    await written(end.secure, RESPONSE);
    end.raw.end();
    await once(secure, "end");
    await Promise.all([near.closed, far.closed]);
    expect(hasCloseNotify(near.received(), means)).toBe(false);
    expect(hasCloseNotify(near.sent(), means)).toBe(true);
    expect(secure.bytesRead).toBe(RESPONSE.length);
  });

  test("a client that ends without close_notify ends so for the server, which can still respond", async () => {
    const { near, far, raw, secure, server } = await startDialogue(means);
    await written(secure, REQUEST);
    const end = await server;
    raw.end();
    await once(end.secure, "end");
    const response = once(secure, "data");
    end.secure.end(RESPONSE);
    expect(String((await response)[0])).toBe(RESPONSE);
    await Promise.all([near.closed, far.closed]);
    expect(hasCloseNotify(far.sent(), means)).toBe(false);
    expect(hasCloseNotify(near.received(), means)).toBe(true);
  });

  test("close_notify reaches each end", async () => {
    const { near, far, secure, server } = await startDialogue(means);
    secure.resume();
    secure.end(REQUEST);
    const end = await server;
    end.secure.end(RESPONSE);
    await Promise.all([near.closed, far.closed]);
    expect(hasCloseNotify(near.received(), means)).toBe(true);
    expect(hasCloseNotify(far.sent(), means)).toBe(true);
  });

  test("a long response ends with close_notify, like the server's", async () => {
    const { near, far, secure, server } = await startDialogue(means);
    secure.resume();
    secure.write(REQUEST);
    const end = await server;
    const body = Buffer.alloc(3_000_001, "x");
    end.secure.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`), body]));
    await Promise.all([near.closed, far.closed]);
    expect(hasCloseNotify(near.received(), means)).toBe(true);
  });
});
