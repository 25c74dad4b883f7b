import { once } from "node:events";
import { type ClientHttp2Session, connect, createSecureServer, createServer } from "node:http2";

import { describe, expect, onTestFinished, test } from "vitest";

import { type TestProxy, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf, startTestServer } from "../../helpers/test-server.ts";
import { localhost } from "../../helpers/tls.ts";
import { startTlsServer } from "../../helpers/tls.ts";

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/** Returns the requested host, and what it received. */
async function startHttp2(kind: "http" | "https"): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const server = kind === "https" ? createSecureServer(localhost) : createServer();
  server.on("stream", (stream, headers) => {
    asked.push(String(headers[":authority"]));
    stream.respond({ ":status": 200 });
    stream.pipe(stream);
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `${kind}://127.0.0.1:${portOf(server)}`, asked };
}

function openSession({ proxy }: TestProxy): { session: ClientHttp2Session; goAway: () => string } {
  let said = "";
  const session = connect(proxy.url);
  session.on("error", () => {});
  session.on("goaway", (code, _last, data) => (said += `${code} ${Buffer.from(data ?? []).toString()}`));
  onTestFinished(() => session.destroy());
  return { session, goAway: () => said };
}

/** The response, or the error. */
async function ask(session: ClientHttp2Session, headers: Record<string, string>, body = ""): Promise<string> {
  const stream = session.request({ ":method": "POST", ":path": "/a?b=c", ...headers });
  let text = "";
  stream.on("error", (error) => (text += `failed: ${error.message}`));
  stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  stream.end(body);
  await new Promise((resolve) => stream.once("close", resolve));
  return text;
}

describe("HTTP/2 that a client sends to a reverse listener at once", () => {
  test.each(["http", "https"] as const)("is passed on (%s), and each stream is an exchange", async (kind) => {
    const server = await startHttp2(kind);
    const upstream = { ca: [localhost.cert] };
    const given = await startTestProxy({ reverse: { url: server.origin, server: "echo-api" }, upstream });
    const { session } = openSession(given);
    expect(await Promise.all([ask(session, {}, "first"), ask(session, {}, "second")])).toEqual(["first", "second"]);
    expect(server.asked).toEqual([`127.0.0.1:${given.proxy.port}`, `127.0.0.1:${given.proxy.port}`]);
    const entries = await given.entries();
    expect(entries).toMatchObject([
      {
        _client: "tester",
        _server: "echo-api",
        request: { method: "POST", url: `${server.origin}/a?b=c`, httpVersion: "HTTP/2", postData: { text: "first" } },
        response: { status: 200, content: { text: "first" } },
      },
      { request: { postData: { text: "second" } } },
    ]);
  });

  test("is recognized when its first bytes arrive one by one", async () => {
    const server = await startHttp2("http");
    const given = await startTestProxy({ reverse: { url: server.origin } });
    const client = await openRawClient(given.proxy.port);
    client.socket.setNoDelay(true);
    for (const byte of PREFACE) {
      client.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    client.write("\0\0\0\x04\0\0\0\0\0");
    // A SETTINGS frame of the server itself.
    await client.until(/^\0\0[^]{2}\0{5}/);
  });

  test("from a page that redirected a browser here does not reach the server", async () => {
    const server = await startHttp2("http");
    const given = await startTestProxy({ reverse: { url: server.origin } });
    const { session, goAway } = openSession(given);
    expect(await ask(session, {})).toBe("");
    expect(await ask(session, { ":authority": "evil.example" })).toMatch(/^failed: /);
    expect(goAway()).toMatch(/only accepts the names of this machine/);
    const { session: other } = openSession(given);
    expect(await ask(other, { ":authority": "evil.example" })).toMatch(/^failed: /);
    expect(server.asked).toEqual([`127.0.0.1:${given.proxy.port}`]);
  });

  test("may name any host if the client's Host is kept", async () => {
    const server = await startHttp2("http");
    const given = await startTestProxy({ reverse: { url: server.origin, keepsHost: true } });
    expect(await ask(openSession(given).session, { ":authority": "mine.example" }, "x")).toBe("x");
    expect(server.asked).toEqual(["mine.example"]);
  });

  test.each([
    ["a base path", { reverse: { url: "http://127.0.0.1:1/base" } }, /base path/],
    ["a token", { reverse: { url: "http://127.0.0.1:1" }, token: "s3cret" }, /token/],
    ["a forward proxy", {}, /HTTP_PROXY/],
  ])("is refused with %s, in its own protocol", async (_, options, why) => {
    const { session, goAway } = openSession(await startTestProxy(options));
    expect(await ask(session, {})).toMatch(/^failed: /);
    // HTTP_1_1_REQUIRED
    expect(goAway()).toMatch(/^13 /);
    expect(goAway()).toMatch(why);
  });
});

describe("a server to which HTTP/2 cannot be passed on", () => {
  test("because it is unreachable is reported, and recorded", async () => {
    const given = await startTestProxy({ reverse: { url: "http://127.0.0.1:1" }, onFailure: "502" });
    const { session, goAway } = openSession(given);
    expect(await ask(session, {})).toMatch(/^failed: /);
    expect(goAway()).toMatch(/connection refused by 127\.0\.0\.1:1/);
    expect(await given.entries()).toMatchObject([
      { request: { method: "POST", url: "http://127.0.0.1:1/a?b=c" }, _error: { code: "ECONNREFUSED" } },
    ]);
  });

  test("because it uses another version in TLS is reported, and recorded", async () => {
    const url = await startTlsServer((_, response) => response.end("one"));
    const given = await startTestProxy({ reverse: { url }, onFailure: "502", upstream: { ca: [localhost.cert] } });
    const { session, goAway } = openSession(given);
    expect(await ask(session, {})).toMatch(/^failed: /);
    expect(goAway()).toMatch(/does not support HTTP\/2|no application protocol/);
    expect(await given.entries()).toMatchObject([{ _error: { phase: "tls" } }]);
  });

  test("because it uses another version reports it itself", async () => {
    const url = await startTestServer((_, response) => response.end("one"));
    const given = await startTestProxy({ reverse: { url } });
    const client = await openRawClient(given.proxy.port);
    client.write(`${PREFACE}\0\0\0\x04\0\0\0\0\0`);
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 400 Bad Request/);
  });
});
