import { once } from "node:events";
import { type SecureServerOptions, connect, constants, createSecureServer, createServer } from "node:http2";
import { connect as connectTcp } from "node:net";
import { type TLSSocket, type TlsOptions, connect as connectTls, createServer as createTlsServer } from "node:tls";

import { ProxyAgent, request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import { createTraceContext } from "../../../src/record/capture/trace-context.ts";
import type { ProxyOptions } from "../../../src/record/proxy/proxy.ts";
import type { Entry } from "../../../src/trace/model/types.ts";
import { openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf, startRawServer, startTestServer } from "../../helpers/test-server.ts";
import { localhost, oneCertificate, startTlsServer } from "../../helpers/tls.ts";

const VALUE = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-01$/;
const OWN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

const TRUSTING = { authority: oneCertificate, upstream: { ca: [localhost.cert] } };

const startAdding = (options: Omit<ProxyOptions, "recorder"> = {}): ReturnType<typeof startTestProxy> =>
  startTestProxy({ traceContext: createTraceContext(), ...options });

/** The traceparent that each request carried to its server, and whether its recording marks it as added. */
function toldBy(entries: readonly Entry[]): readonly unknown[] {
  return entries.map(({ request: { headers, _changed = [] } }) => [
    headers.filter(({ name }) => name.toLowerCase() === "traceparent").map(({ value }) => value),
    _changed.includes("traceparent"),
  ]);
}

/** The received headers, as the response body. */
const toJson = (headers: unknown): string => JSON.stringify(headers);

async function ask(url: string, dispatcher: ProxyAgent, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await request(url, { method: "POST", body: "content", dispatcher, headers });
  const { traceparent } = (await answer.body.json()) as { readonly traceparent?: string };
  return traceparent;
}

function openAgent(uri: string, proxyTunnel: boolean): ProxyAgent {
  const agent = new ProxyAgent({ uri, proxyTunnel, requestTls: { ca: localhost.cert } });
  onTestFinished(() => agent.destroy());
  return agent;
}

describe("a traceparent header", () => {
  test.each([
    ["a proxy that gets a URL", "http", false],
    ["a tunnel", "http", true],
    ["a tunnel with TLS", "https", true],
  ] as const)("is added to requests that have none, through %s", async (_, scheme, proxyTunnel) => {
    const start = scheme === "https" ? startTlsServer : startTestServer;
    const origin = await start((incoming, response) => incoming.resume() && response.end(toJson(incoming.headers)));
    const { proxy, entries } = await startAdding(scheme === "https" ? TRUSTING : {});
    const agent = openAgent(proxy.url, proxyTunnel);
    const told = [await ask(`${origin}/a`, agent), await ask(`${origin}/b`, agent)];
    expect(told).toEqual([expect.stringMatching(VALUE), expect.stringMatching(VALUE)]);
    expect(await ask(`${origin}/c`, agent, { traceparent: OWN })).toBe(OWN);
    const recorded = await entries();
    expect(toldBy(recorded)).toEqual([
      [[told[0]], true],
      [[told[1]], true],
      [[OWN], false],
    ]);
    expect(recorded.map(({ request: { postData } }) => postData?.text)).toEqual(["content", "content", "content"]);
    // One trace, and a separate span for each.
    const [one, other] = told.map((value) => String(value).split("-"));
    expect(one?.[1]).toBe(other?.[1]);
    expect(one?.[2]).not.toBe(other?.[2]);
  });

  test("is added by a reverse listener", async () => {
    const origin = await startTestServer((incoming, response) => response.end(toJson(incoming.headers)));
    const { proxy, entries } = await startAdding({ reverse: { url: origin } });
    const answer = await request(`${proxy.url}/a`);
    const { traceparent } = (await answer.body.json()) as { readonly traceparent?: string };
    expect(traceparent).toMatch(VALUE);
    expect(toldBy(await entries())).toEqual([[[traceparent], true]]);
  });

  test("is not added by default", async () => {
    const origin = await startTestServer(
      (incoming, response) => incoming.resume() && response.end(toJson(incoming.headers)),
    );
    const { proxy, entries } = await startTestProxy();
    expect(await ask(`${origin}/a`, openAgent(proxy.url, true))).toBeUndefined();
    expect(toldBy(await entries())).toEqual([[[], false]]);
  });

  test.each([
    ["plain", {}],
    ["padded", { paddingStrategy: constants.PADDING_STRATEGY_MAX }],
    ["longer than a frame", { long: 40_000 }],
    ["nearly as long as a frame", { long: 16_300 }],
  ] as const)("is added to HTTP/2, whose header block is %s", async (_, { long = 0, ...options }: Http2Case) => {
    const origin = await startHttp2();
    const { proxy, entries } = await startAdding({ reverse: { url: origin } });
    const session = connect(proxy.url, { ...options, maxSessionMemory: 100 });
    onTestFinished(() => session.destroy());
    const told: unknown[] = [];
    for (const headers of [{}, { traceparent: OWN }, { "x-long": "~".repeat(long) }, {}]) {
      const stream = session.request({ ":method": "POST", ":path": "/a", ...headers }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "x-sum": "1" }));
      stream.end("content");
      let text = "";
      for await (const piece of stream) text += String(piece);
      told.push((JSON.parse(text) as { readonly traceparent?: string }).traceparent);
    }
    expect(told).toEqual([VALUE, /^00-4bf92f/, VALUE, VALUE].map((value) => expect.stringMatching(value)));
    const recorded = await entries();
    expect(toldBy(recorded)).toEqual(told.map((value) => [[value], value !== OWN]));
    expect(recorded.map(({ request: { _trailers } }) => _trailers)).toEqual(
      Array.from({ length: 4 }, () => [{ name: "x-sum", value: "1" }]),
    );
  });

  test("is added to HTTP/2 within TLS", async () => {
    const origin = await startHttp2(localhost);
    const { proxy, entries } = await startAdding(TRUSTING);
    const traceparent = await askHttp2(origin, await connectThrough(proxy.port, origin, ["h2"]));
    expect(traceparent).toMatch(VALUE);
    expect(toldBy(await entries())).toEqual([[[traceparent], true]]);
  });

  test("is added to HTTP/2 within TLS whose client did not offer it", async () => {
    const http2 = await startHttp2();
    const origin = await startTls({}, (socket) => {
      const inner = connectTcp(Number(new URL(http2).port), "127.0.0.1");
      socket.pipe(inner).pipe(socket);
      inner.on("error", () => {});
    });
    const { proxy, entries } = await startAdding(TRUSTING);
    const traceparent = await askHttp2(origin, await connectThrough(proxy.port, origin, []));
    expect(traceparent).toMatch(VALUE);
    expect(toldBy(await entries())).toEqual([[[traceparent], true]]);
  });

  test("is added to HTTP/1 although HTTP/2 was negotiated, and nothing is held back", async () => {
    const origin = await startTls({ ALPNProtocols: ["h2"] }, (socket) => {
      let received = "";
      socket.on("data", (chunk) => {
        received += chunk;
        if (received.endsWith("\r\n\r\n")) socket.end(received);
      });
    });
    const { proxy } = await startAdding(TRUSTING);
    const socket = await connectThrough(proxy.port, origin, ["h2"]);
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    let text = "";
    for await (const piece of socket) text += String(piece);
    expect(withoutHeader(text)).toBe("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(text.match(HEADER)).toHaveLength(1);
  });
});

async function connectThrough(proxyPort: number, origin: string, ALPNProtocols: string[]): Promise<TLSSocket> {
  const { host, hostname } = new URL(origin);
  const client = await openRawClient(proxyPort);
  client.write(`CONNECT ${host} HTTP/1.1\r\n\r\n`);
  await client.until(/200 Connection Established\r\n\r\n$/);
  client.socket.removeAllListeners("data");
  return connectTls({ socket: client.socket, host: hostname, ALPNProtocols, ca: localhost.cert });
}

/** What the server received. */
async function askHttp2(origin: string, socket: TLSSocket): Promise<string | undefined> {
  const session = connect(origin, { createConnection: () => socket });
  onTestFinished(() => session.destroy());
  const stream = session.request({ ":path": "/a" });
  let text = "";
  for await (const piece of stream) text += String(piece);
  return (JSON.parse(text) as { readonly traceparent?: string }).traceparent;
}

async function startTls(options: TlsOptions, listener: (socket: TLSSocket) => void): Promise<string> {
  const server = createTlsServer({ ...localhost, ...options }, (socket) => {
    socket.on("error", () => {});
    listener(socket);
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `https://127.0.0.1:${portOf(server)}`;
}

interface Http2Case {
  readonly paddingStrategy?: number;
  readonly long?: number;
}

/** Responds with the received headers. */
async function startHttp2(tls?: SecureServerOptions): Promise<string> {
  const server =
    tls === undefined ? createServer({ settings: { maxHeaderListSize: 100_000 } }) : createSecureServer(tls);
  server.on("stream", (stream, headers) => {
    stream.resume();
    stream.once("end", () => {
      stream.respond({ ":status": 200 });
      stream.end(toJson({ ...headers, "x-long": undefined }));
    });
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `${tls === undefined ? "http" : "https"}://127.0.0.1:${portOf(server)}`;
}

describe("data that cannot get the header is passed on unchanged", () => {
  test.each([
    [
      "requests in a row",
      "GET /a HTTP/1.1\r\nHost: h\r\n\r\nPOST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc",
      2,
    ],
    ["empty lines before a request", "\r\n\r\nGET /a HTTP/1.0\r\n\r\n", 1],
    ["chunks and trailers", "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n", 1],
    ["bare line feeds", "GET /a HTTP/1.1\nHost: h\n\n", 1],
    ["HTTP/0.9", "GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /\r\n", 1],
    ["no request", "GET /a HTTP/1.1\r\nHost: h\r\n\r\n\x16\x03\x01 what is this", 1],
    [
      "an offer of another protocol",
      "GET /a HTTP/1.1\r\nUpgrade: odd\r\nConnection: Upgrade\r\n\r\n\0\x01odd bytes",
      1,
    ],
    ["content that no head announces", "POST /a HTTP/1.1\r\nHost: h\r\n\r\n{}", 1],
    ["the beginning of a request", "GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HT", 1],
  ])("%s, however the bytes are cut", async (_, sent, added) => {
    for (const size of [sent.length, 7, 1]) {
      let received = "";
      const origin = await startRawServer((text, socket) => {
        received = text;
        if (withoutHeader(text).length >= sent.length) socket.end();
      });
      const { host } = new URL(origin);
      const { proxy } = await startAdding();
      const client = await openRawClient(proxy.port);
      client.socket.setNoDelay(true);
      client.write(`CONNECT ${host} HTTP/1.1\r\n\r\n`);
      await client.until(/200 Connection Established\r\n\r\n$/);
      for (let at = 0; at < sent.length; at += size) {
        client.write(sent.slice(at, at + size));
        await new Promise((resolve) => setImmediate(resolve));
      }
      client.socket.end();
      await client.toEnd();
      expect(withoutHeader(received)).toBe(sent);
      expect(received.match(HEADER)).toHaveLength(added);
    }
  });
});

const HEADER = /traceparent: [-\da-f]{55}\r\n/g;
const withoutHeader = (text: string): string => text.replaceAll(HEADER, "");
