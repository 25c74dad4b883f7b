import { ProxyAgent, request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import { isExempt } from "../../../src/record/proxy/no-proxy.ts";
import { exchangeRaw, startTestProxy } from "../../helpers/proxy.ts";
import { startTestServer } from "../../helpers/test-server.ts";
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

  test("is left out for the hosts of NO_PROXY", async () => {
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
