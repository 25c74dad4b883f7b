import { once } from "node:events";
import { type Socket, createServer } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { expect, onTestFinished, test } from "vitest";

import { freePort } from "../../../scripts/stack/processes.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf, startTestServer } from "../../helpers/test-server.ts";

const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

/** Responds once, when the received data matches; keeps everything that it received. */
async function startServer(until: RegExp): Promise<{ origin: string; host: string; received: () => string }> {
  let received = "";
  const server = createServer((socket: Socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (until.test(received)) socket.write(ANSWER);
    });
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${portOf(server)}`;
  return { origin: `http://${host}`, host, received: () => received };
}

setFlagsFromString("--expose-gc");
// The flag creates the function.
const collect = runInNewContext("gc") as () => void;

/** Memory of buffers that are still referenced. */
function heldBytes(): number {
  // What one garbage collection finds is freed by a thread of V8; the next collection waits for that thread.
  collect();
  collect();
  return process.memoryUsage().arrayBuffers;
}

const HIDDEN = "GET /hidden HTTP/1.1\r\nHost: other.example\r\n\r\n";

test.each([
  ["both lengths", "Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"],
  ["a blank before the colon", "Content-Length: 5\r\nTransfer-Encoding : chunked", "0\r\n\r\n"],
  ["two lengths", "Content-Length: 5\r\nContent-Length: 0", ""],
  ["a coding that is none", "Transfer-Encoding: chunked, nonsense", "0\r\n\r\n"],
  ["a coding in other letters, and a length", "Content-Length: 5\r\ntransfer-encoding: xchunked", "0\r\n\r\n"],
])("a request hidden after %s goes to the same server, and is not a separate exchange", async (_, fields, body) => {
  const server = await startServer(/hidden HTTP[^]*\r\n\r\n$/);
  const { proxy, entries } = await startTestProxy();
  const client = await openRawClient(proxy.port);
  client.write(`POST ${server.origin}/seen HTTP/1.1\r\nHost: x\r\n${fields}\r\n\r\n${body}${HIDDEN}`);
  await client.until(/fine$/);
  expect(server.received()).toBe(`POST /seen HTTP/1.1\r\nHost: x\r\n${fields}\r\n\r\n${body}${HIDDEN}`);
  client.socket.destroy();
  const [first, ...others] = await entries();
  expect(first?.request.url).toBe(`${server.origin}/seen`);
  expect(first?._remarks).toHaveLength(1);
  expect(others).toEqual([]);
});

test.each(["as a proxy", "in a tunnel"])("a header of 100 MB passes, and is not kept in memory (%s)", async (how) => {
  let received = 0;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received += chunk.length;
      if (chunk.includes("\r\n\r\n")) socket.end(ANSWER);
    });
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${portOf(server)}`;
  const { proxy } = await startTestProxy();
  const client = await openRawClient(proxy.port);
  if (how === "in a tunnel") {
    client.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await client.until(/\r\n\r\n$/);
  }
  const target = how === "in a tunnel" ? "/" : `http://${host}/`;
  client.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nX-Endless: `);
  const before = heldBytes();
  const held: number[] = [];
  const block = Buffer.alloc(1 << 20, "x");
  for (let count = 0; count < 100; count += 1) {
    if (!client.socket.write(block)) await once(client.socket, "drain");
    if (count % 10 === 9 && count > 50) held.push(heldBytes() - before);
  }
  client.write("\r\n\r\n");
  await client.until(/fine$/);
  expect(received).toBeGreaterThan(100 * 2 ** 20);
  // Data that has just passed may not be freed yet at one of these moments; data that is held is there at all of them, 60 MB and more.
  expect(Math.min(...held)).toBeLessThan(40 * 2 ** 20);
});

const LONG_PATH = `/${"u".repeat(8_000_000)}`;

test.each<[string, (url: string) => Parameters<typeof startTestProxy>[0], (origin: string) => string, string]>([
  ["a proxy", () => ({ token: "s3cret" }), (origin) => origin, "Proxy-Authorization: Basic Y3VybDpzM2NyZXQ=\r\n"],
  ["a reverse listener", (url) => ({ reverse: { url }, token: "s3cret" }), () => "", "Wirewalk-Token: s3cret\r\n"],
])("%s finds what is for it behind a URL of 8 MB, and reads the next request", async (_, options, before, secret) => {
  const server = await startServer(/\r\n\r\n$/);
  const { proxy, entries } = await startTestProxy(options(server.origin));
  const client = await openRawClient(proxy.port);
  const fields = `Host: ${server.host}\r\n${secret}Proxy-Connection: keep-alive\r\n\r\n`;
  client.write(`GET ${before(server.origin)}${LONG_PATH} HTTP/1.1\r\n${fields}`);
  await client.until(/fine$/);
  client.write(`GET ${before(server.origin)}/next HTTP/1.1\r\n${fields}`);
  await client.until(/fine[^]+fine$/);
  client.socket.destroy();
  const sent = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: ${server.host}\r\n\r\n`;
  // Not `toBe`, whose message would have 16 MB.
  expect(server.received() === sent(LONG_PATH) + sent("/next")).toBe(true);
  expect(
    (await entries()).map(({ request: { url }, response: { status }, _remarks }) => [url, status, _remarks]),
  ).toEqual([
    [`${server.origin}/`, 200, ["heads truncated: the request's is longer than 1 MiB"]],
    [`${server.origin}/next`, 200, undefined],
  ]);
});

test.each<[string, string, string]>([
  ["a method of words", `GET ${"a ".repeat(4_000_000)}`, ""],
  ["a field of parts", "GET ", `X-Info: ${"a.".repeat(4_000_000)}\r\n`],
  ["a field that is a path", "GET ", `X-Info: /${"a".repeat(8_000_000)}\r\n`],
  ["cookies", "GET ", `Cookie: ${"a=b; ".repeat(1_600_000)}\r\nProxy-Connection: keep-alive\r\n`],
])(
  "an exchange whose head has 8 MB passes and is in the trace, without what it is too long for: %s",
  async (_, before, fields) => {
    const server = await startServer(/\r\n\r\n$/);
    const { proxy, trace } = await startTestProxy({}, { redactor: createRedactor() });
    const client = await openRawClient(proxy.port);
    client.write(`${before}${server.origin}/a HTTP/1.1\r\nHost: ${server.host}\r\n${fields}Accept: text/plain\r\n\r\n`);
    await client.until(/fine$/);
    client.socket.destroy();
    expect(server.received().endsWith("\r\nAccept: text/plain\r\n\r\n")).toBe(true);
    const { entries, _wirewalk: origin } = (await trace()).log;
    expect(entries.map(({ response: { status } }) => status)).toEqual([200]);
    expect(entries[0]?.request.headers.at(-1)).toEqual({ name: "Accept", value: "text/plain" });
    expect(entries[0]?._remarks).toContain("heads truncated: the request's is longer than 1 MiB");
    expect(origin?.missing).toContainEqual({ kind: "cut", reason: "heads truncated", count: 1 });
  },
);

test("a proxy in the environment that is this proxy is not used: it would send requests to itself endlessly", async () => {
  const origin = await startTestServer((_, response) => response.end("fine"));
  const port = await freePort();
  const own = `http://127.0.0.1:${port}`;
  const { proxy, entries } = await startTestProxy({ port, upstream: { proxies: { http: own, https: own } } });
  const request = `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  expect(await exchangeRaw(proxy.port, request)).toMatch(/fine$/);
  const { host } = new URL(origin);
  const client = await openRawClient(proxy.port);
  client.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  await client.until(/200 Connection Established/);
  client.write(`GET /in HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  await client.until(/fine$/);
  expect((await entries()).map(({ request: { url } }) => url)).toEqual([`${origin}/`, `${origin}/in`]);
});
