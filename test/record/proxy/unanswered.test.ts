import { once } from "node:events";
import { type Socket, connect, createServer } from "node:net";

import { expect, onTestFinished, test } from "vitest";

import { openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf } from "../../helpers/test-server.ts";
import { oneCertificate } from "../../helpers/tls.ts";

/** Accepts connections and data, and never sends anything; the promises belong to the first connection. */
async function startMute() {
  const server = createServer({ allowHalfOpen: true });
  const asked = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  server.on("connection", (socket) => {
    onTestFinished(() => void socket.destroy());
    socket.on("error", () => {});
    socket.on("data", () => asked.resolve());
    // It keeps its half open: only the other side can end the connection.
    socket.on("end", () => closed.resolve()).on("close", () => closed.resolve());
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { place: `127.0.0.1:${portOf(server)}`, asked: asked.promise, closed: closed.promise };
}

const CONNECT = "CONNECT cloud.example:443 HTTP/1.1\r\nHost: cloud.example:443\r\n\r\n";
const GET = "GET http://cloud.example/ HTTP/1.1\r\nHost: cloud.example\r\n\r\n";

test.each([
  ["CONNECT", "http", CONNECT],
  ["the hand-shake, for CONNECT", "https", CONNECT],
  ["the hand-shake, for a request", "https", GET],
])(
  "a proxy of the user that never responds to %s is abandoned at the end, and the trace has the request",
  async (_, scheme, ask) => {
    const mute = await startMute();
    const uri = `${scheme}://${mute.place}`;
    const { proxy, entries } = await startTestProxy({
      authority: oneCertificate,
      upstream: { proxies: { http: uri, https: uri } },
    });
    const client = await openRawClient(proxy.port);
    client.write(ask);
    await mute.asked;
    await proxy[Symbol.asyncDispose]();
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry?._error).toEqual({
      code: "CLIENT_GONE",
      message: "the client closed the connection",
      phase: "connect",
    });
    await mute.closed;
  },
);

test.each(["http://[::1/x", "HTTP://a:99999/", "http:///x"])(
  "a request for %s is not sent to the server in Host",
  async (url) => {
    const mute = await startMute();
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${url} HTTP/1.1\r\nHost: ${mute.place}\r\n\r\n`);
    expect(await client.until(/not name a server/)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await entries()).toEqual([]);
  },
);

test.each(["closes its half", "breaks the connection"])(
  "a client that %s before the user's proxy has responded to CONNECT is closed completely",
  async (how) => {
    const mute = await startMute();
    const { proxy, entries } = await startTestProxy({ upstream: { proxies: { https: `http://${mute.place}` } } });
    const client = await openRawClient(proxy.port);
    client.write(CONNECT);
    await mute.asked;
    if (how === "closes its half") client.socket.end();
    else client.socket.resetAndDestroy();
    await mute.closed;
    const [entry] = await entries();
    expect(entry?._error?.code).toBe("CLIENT_GONE");
  },
);

test("a connection to a server inside a namespace that arrives after the client has left is closed", async () => {
  const mute = await startMute();
  const { proxy, entries } = await startTestProxy();
  const opening = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<Socket>();
  const open = (): Promise<Socket> => {
    opening.resolve();
    return opened.promise;
  };
  const door = createServer({ pauseOnConnect: true }, (socket) => {
    proxy.lead(socket, { address: { host: "127.0.0.1", port: 1 }, name: undefined, open });
  });
  onTestFinished(() => void door.close());
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  await openRawClient(portOf(door));
  await opening.promise;
  await proxy[Symbol.asyncDispose]();
  const late = connect(Number(mute.place.split(":")[1]), "127.0.0.1");
  await once(late, "connect");
  opened.resolve(late);
  await mute.closed;
  expect(await entries()).toMatchObject([{ _error: { code: "CLIENT_GONE", phase: "connect" } }]);
});
