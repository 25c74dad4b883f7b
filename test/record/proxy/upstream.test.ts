import { once } from "node:events";
import { createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";

import { ProxyAgent, request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import { isExempt } from "../../../src/record/proxy/no-proxy.ts";
import { exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf, startTestServer } from "../../helpers/test-server.ts";
import { localhost, oneCertificate, startTlsServer } from "../../helpers/tls.ts";

describe("the user's own proxy", () => {
  test("is used for HTTP and for HTTPS, with the credentials of its URL", async () => {
    const plain = await startTestServer((_, response) => response.end("plain"));
    const secure = await startTlsServer((_, response) => response.end("secure"));
    const outer = await startTestProxy({
      authority: oneCertificate,
      upstream: { ca: [localhost.cert] },
      token: "theirs",
    });
    const uri = outer.proxy.url.replace("//", "//inner:theirs@");
    const inner = await startTestProxy({
      authority: oneCertificate,
      upstream: { ca: [localhost.cert], proxies: { http: uri, https: uri } },
    });
    expect(
      await exchangeRaw(inner.proxy.port, `GET ${plain}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    ).toMatch(/plain$/);
    const dispatcher = new ProxyAgent({ uri: inner.proxy.url, requestTls: { ca: localhost.cert } });
    onTestFinished(() => dispatcher.destroy());
    const answer = await request(`${secure}/`, { dispatcher });
    expect(await answer.body.text()).toBe("secure");
    expect((await inner.entries()).map((entry) => entry.request.url)).toEqual([`${plain}/`, `${secure}/`]);
    expect((await outer.entries()).map(({ _client, request: { url } }) => [_client, url])).toEqual([
      ["inner", `${plain}/`],
      ["inner", `${secure}/`],
    ]);
  });

  test.each([
    ["HTTP", (origin: string) => `GET ${origin}/ HTTP/1.1\r\nHost: x\r\n\r\n`],
    ["HTTPS", (origin: string) => `CONNECT ${new URL(origin).host} HTTP/1.1\r\n\r\n`],
  ])("gets no request and no password for %s if its certificate is not trusted", async (_, toRequest) => {
    const origin = await startTestServer((_request, response) => response.end("never asked for"));
    const heard: string[] = [];
    const impostor = await startTlsServer(({ method = "" }) => void heard.push(method));
    const uri = impostor.replace("//", "//me:secret1@");
    const { proxy, entries } = await startTestProxy({
      authority: oneCertificate,
      upstream: { proxies: { http: uri, https: uri } },
    });
    expect(await exchangeRaw(proxy.port, toRequest(origin))).toBe("");
    expect(heard).toEqual([]);
    const [entry] = await entries();
    expect(entry?._error).toEqual({
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      message: `TLS with the proxy ${new URL(impostor).host} failed: self-signed certificate`,
      phase: "tls",
    });
  });

  test("is contacted over TLS if its CA is trusted, or its verification was disabled", async () => {
    const heard: unknown[] = [];
    const outer = await startTlsServer(({ url, headers }, response) => {
      heard.push([url, headers["proxy-authorization"]]);
      response.end("by TLS");
    });
    const http = outer.replace("//", "//me:secret1@");
    for (const trust of [{ ca: [localhost.cert] }, { isInsecure: (host: string) => host === new URL(outer).host }]) {
      const { proxy } = await startTestProxy({ upstream: { proxies: { http }, ...trust } });
      expect(
        await exchangeRaw(proxy.port, "GET http://a.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
      ).toMatch(/by TLS/);
    }
    const credentials = `Basic ${Buffer.from("me:secret1").toString("base64")}`;
    expect(heard).toEqual(Array.from({ length: 2 }, () => ["http://a.example/", credentials]));
  });

  test("opens tunnels over TLS, too, and data that arrives together with its response is not lost", async () => {
    const requests: string[] = [];
    const outer = createTlsServer(localhost, (socket) => {
      socket
        .on("error", () => {})
        .once("data", (request) => {
          requests.push(request.toString("latin1").split("\r\n", 1).join(""));
          socket.write("HTTP/1.1 200 Fine\r\n\r\n220 mail.example\r\n");
          socket.once("data", (said) => socket.end(`heard ${said.toString()}`));
        });
    });
    onTestFinished(() => void outer.close());
    outer.listen(0, "127.0.0.1");
    await once(outer, "listening");
    const proxies = { https: `https://127.0.0.1:${portOf(outer)}` };
    const { proxy } = await startTestProxy({ upstream: { ca: [localhost.cert], proxies } });
    const { write, until, toEnd } = await openRawClient(proxy.port);
    write("CONNECT mail.example:25 HTTP/1.1\r\n\r\n");
    await until(/220 mail\.example\r\n$/);
    write("HELO x");
    expect(await toEnd()).toMatch(/heard HELO x$/);
    expect(requests).toEqual(["CONNECT mail.example:25 HTTP/1.1"]);
  });

  test("that refuses and keeps its connection is closed when the client has disconnected", async () => {
    const closed: Promise<unknown>[] = [];
    const outer = createServer((socket) => {
      closed.push(once(socket, "close"));
      socket.once("data", () => socket.write("HTTP/1.1 407 No\r\nContent-Length: 2\r\n\r\nno"));
    });
    onTestFinished(() => void outer.close());
    outer.listen(0, "127.0.0.1");
    await once(outer, "listening");
    const { proxy } = await startTestProxy({ upstream: { proxies: { https: `http://127.0.0.1:${portOf(outer)}` } } });
    expect(await exchangeRaw(proxy.port, "GET https://cloud.example/ HTTP/1.1\r\nHost: x\r\n\r\n")).toMatch(/407 No/);
    const { socket, write, until } = await openRawClient(proxy.port);
    write("CONNECT cloud.example:443 HTTP/1.1\r\n\r\n");
    await until(/no$/);
    socket.destroy();
    expect(await Promise.all(closed)).toHaveLength(2);
  });

  test("carries tunnels that are passed through, too", async () => {
    const secure = await startTlsServer((_, response) => response.end("secure"));
    const outer = await startTestProxy();
    const inner = await startTestProxy({
      isPassedThrough: () => true,
      upstream: { proxies: { https: outer.proxy.url } },
    });
    const dispatcher = new ProxyAgent({ uri: inner.proxy.url, requestTls: { ca: localhost.cert } });
    onTestFinished(() => dispatcher.destroy());
    const answer = await request(secure, { dispatcher });
    expect(await answer.body.text()).toBe("secure");
    expect(outer.proxy.bypasses.map(({ host }) => host)).toEqual([new URL(secure).host]);
  });

  test("is bypassed for the hosts of NO_PROXY", async () => {
    const origin = await startTestServer((_, response) => response.end("direct"));
    const { proxy } = await startTestProxy({
      upstream: { proxies: { http: "http://127.0.0.1:1", none: "example.com, 127.0.0.1" } },
    });
    expect(await exchangeRaw(proxy.port, `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
      /direct$/,
    );
  });
});

test.each([
  ["http://cloud.example", "cloud.example", true],
  ["http://api.cloud.example", "cloud.example", true],
  ["http://api.cloud.example", ".cloud.example", true],
  ["http://api.cloud.example", "*.cloud.example", true],
  ["http://mycloud.example", "cloud.example", false],
  ["http://cloud.example:8080", "cloud.example:8080", true],
  ["http://cloud.example:8081", "cloud.example:8080", false],
  ["https://cloud.example", "cloud.example:443", true],
  ["http://[::1]:5000", "::1", true],
  ["http://[::1]:5000", "[::1]:5000", true],
  ["http://anything", "*", true],
  ["http://CLOUD.example", "Cloud.Example", true],
  ["http://anything", "", false],
])("NO_PROXY: %s in %j is %s", (origin, list, expected) => {
  expect(isExempt(origin, list)).toBe(expected);
});
