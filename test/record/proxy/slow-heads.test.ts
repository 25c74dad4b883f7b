import { once } from "node:events";
import type { Socket } from "node:net";

import { expect, test } from "vitest";

import type { ProxyOptions } from "../../../src/record/proxy/proxy.ts";
import { type TestProxy, exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { startRawServer } from "../../helpers/test-server.ts";

const WAYS: readonly (readonly [
  name: string,
  options: (origin: string) => ProxyOptions,
  target: (origin: string) => string,
])[] = [
  ["a proxy", () => ({}), (origin) => `${origin}/slow`],
  ["a reverse listener", (url) => ({ reverse: { url, keepsHost: true } }), () => "/slow"],
];

interface Watched {
  readonly origin: string;
  readonly received: () => string;
  /** Fulfilled when the received data ends with this. */
  readonly has: (end: string) => Promise<Socket>;
}

async function startWatched(onBytes: (received: string, socket: Socket) => void = () => {}): Promise<Watched> {
  const seen: { received: string; last: Socket | undefined } = { received: "", last: undefined };
  let wake = (): void => {};
  const origin = await startRawServer((text, socket) => {
    Object.assign(seen, { received: text, last: socket });
    onBytes(text, socket);
    wake();
  });
  const has = async (end: string): Promise<Socket> => {
    while (seen.last === undefined || !seen.received.endsWith(end)) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
    return seen.last;
  };
  return { origin, received: () => seen.received, has };
}

test.each(WAYS)(
  "through %s, a server gets a head as it arrives, and its time limit is its own",
  async (_, options, target) => {
    const { origin, received, has } = await startWatched();
    const { proxy, entries } = await startTestProxy(options(origin));
    const client = await openRawClient(proxy.port);
    client.write(`GET ${target(origin)} HTTP/1.1\r\nHost: x\r\nX-Sl`);
    await has("X-Sl");
    client.write("ow: 1\r\nX-Slower: 2\r\n");
    const socket = await has("X-Slower: 2\r\n");
    expect(received()).toBe("GET /slow HTTP/1.1\r\nHost: x\r\nX-Slow: 1\r\nX-Slower: 2\r\n");
    socket.end("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 408 /);
    await entries();
  },
);

test.each(WAYS)(
  "through %s, a head in pieces is one exchange, and the next request another",
  async (_, options, target) => {
    const { origin, received, has } = await startWatched((text, socket) => {
      if (/\r\n\r\n(?:body)?$/.test(text)) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine");
    });
    const { proxy, entries } = await startTestProxy(options(origin));
    const client = await openRawClient(proxy.port);
    client.write(`POST ${target(origin)} HTTP/1.1\r\nHost: x\r\n`);
    await has("Host: x\r\n");
    client.write("Proxy-Conn");
    client.write("ection: keep-alive\r\nContent-Length: 4\r\nX-Last: 1");
    await has("X-Last: 1");
    client.write("\r\n\r\nbody");
    await client.until(/fine$/);
    client.write(`GET ${target(origin)} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await client.until(/fine[^]+fine$/);
    expect(received()).toBe(
      "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nX-Last: 1\r\n\r\nbodyGET /slow HTTP/1.1\r\nHost: x\r\n\r\n",
    );
    const [first, second, ...others] = await entries();
    expect([first?.request.method, first?.request.postData?.text, first?.response.status]).toEqual([
      "POST",
      "body",
      200,
    ]);
    expect(first?.request.headers.map(({ name }) => name)).toEqual(["Host", "Content-Length", "X-Last"]);
    expect(second?.request.method).toBe("GET");
    expect(others).toEqual([]);
  },
);

test.each(WAYS)("through %s, RST within a head reaches the server", async (_, options, target) => {
  const { origin, has } = await startWatched();
  const { proxy } = await startTestProxy(options(origin));
  const client = await openRawClient(proxy.port);
  client.write(`GET ${target(origin)} HTTP/1.1\r\nHost: x\r\n`);
  const socket = await has("Host: x\r\n");
  const broken = once(socket, "error");
  client.socket.resetAndDestroy();
  expect(await broken).toMatchObject([{ code: "ECONNRESET" }]);
});

test("a head for a server that refuses is not waited for, and is recorded", async () => {
  const { proxy, entries } = await startTestProxy();
  const client = await openRawClient(proxy.port);
  client.socket.on("error", () => {});
  const closed = new Promise((resolve) => client.socket.once("close", resolve));
  client.write("GET http://127.0.0.1:1/slow HTTP/1.1\r\nHost: x\r\n");
  await closed;
  const [entry] = await entries();
  expect(entry?.request.url).toBe("http://127.0.0.1:1/slow");
  expect(entry?._error).toMatchObject({ code: "ECONNREFUSED", phase: "connect" });
});

test("the received part of a request for an unreachable server is recorded, in any number of segments", async () => {
  // The way to the server, which ends when the test has sent everything.
  const way = await startWatched();
  const upstream = { proxies: { https: way.origin } };
  const reverse = { url: "https://server.example" };
  const { proxy, entries } = await startTestProxy({ upstream, reverse, onFailure: "502" });
  const client = await openRawClient(proxy.port);
  client.socket.setNoDelay(true);
  client.write("POST /slow HTTP/1.1\r\nHost: localhost\r\n");
  const socket = await way.has("\r\n\r\n");
  const segments = ["X-Second: 2\r\n", "Content-Type: text/plain\r\nContent-Length: 8\r\n\r\nbo", "dy"];
  for (const segment of segments) await new Promise((resolve) => client.socket.write(segment, resolve));
  // Data that is sent later is read later.
  expect(await exchangeRaw(proxy.port, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")).toMatch(/ 421 /);
  socket.end();
  expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 502 /);
  const entry = (await entries()).find(({ request }) => request.method === "POST");
  const names = ["Host", "X-Second", "Content-Type", "Content-Length"];
  expect(entry?.request.headers.map(({ name }) => name)).toEqual(names);
  expect(entry?.request.postData?.text).toBe("body");
  expect(entry?._error?.phase).toBe("connect");
});

test("a reverse listener passes nothing on before it has verified Host", async () => {
  const { origin, has, received } = await startWatched();
  const { proxy } = await startTestProxy({ reverse: { url: origin } });
  const client = await openRawClient(proxy.port);
  client.socket.setNoDelay(true);
  client.write("GET /foreign HTTP/1.1\r\nX-One: 1\r\n");
  const other = await openRawClient(proxy.port);
  other.write("GET /own HTTP/1.1\r\nX-Two: 2\r\nHost: localhost\r\n");
  await has("/own HTTP/1.1\r\nX-Two: 2\r\nHost: ".concat(new URL(origin).host, "\r\n"));
  client.write("Host: evil.example\r\n\r\n");
  expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 421 /);
  expect(received()).not.toContain("foreign");
});

test("bytes that may become a head are passed on if the server switches to another protocol", async () => {
  const { proxy, server }: { proxy: TestProxy["proxy"]; server: Watched } = {
    proxy: (await startTestProxy()).proxy,
    server: await startWatched(),
  };
  const client = await openRawClient(proxy.port);
  client.write(`GET ${server.origin}/a HTTP/1.1\r\nHost: x\r\n\r\n`);
  const socket = await server.has("\r\n\r\n");
  client.write("GET held");
  socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: chess\r\nConnection: Upgrade\r\n\r\n");
  await client.until(/\r\n\r\n$/);
  client.write(" and more");
  await server.has(" and more");
  expect(server.received()).toMatch(/\r\n\r\nGET held and more$/);
});

test.each([
  [1, "GET /b HTTP/1.1\r\nX-Held: 1"],
  [1, "GET /b HTTP/1.1\r\nProxy-Conn"],
  [2, "GET /b HTTP/1.1\r\nX-Held: 1"],
  [2, "GET /b HTTP/1.1\r\nProxy-Conn"],
])(
  "after %d requests, of bytes that looked like a head (%j), the server gets each one once if it switches to another protocol",
  async (count, held) => {
    const { origin, has, received } = await startWatched();
    const { proxy } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${origin}/a HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(count));
    const asked = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n".repeat(count);
    const socket = await has(asked);
    client.write(held);
    await has(held.endsWith("Conn") ? "HTTP/1.1\r\n" : held);
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: chess\r\nConnection: Upgrade\r\n\r\n");
    await client.until(/\r\n\r\n$/);
    client.write(" and more");
    await has(" and more");
    expect(received()).toBe(`${asked}${held} and more`);
  },
);
