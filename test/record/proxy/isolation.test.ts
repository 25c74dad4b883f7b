import { once } from "node:events";
import { type Socket, createServer as createTcpServer } from "node:net";

import { ProxyAgent, request } from "undici";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";

import { Http1Parser } from "../../../src/wire/http1.ts";
import { exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { portOf, startTestServer } from "../../helpers/test-server.ts";
import { localhost, oneCertificate, startTlsServer } from "../../helpers/tls.ts";

afterEach(() => vi.restoreAllMocks());

const TRUSTING = { authority: oneCertificate, upstream: { ca: [localhost.cert] } };

describe("an exception in a listener", () => {
  test("does not affect the bytes of its own connection", async () => {
    const plain = await startTestServer((incoming, response) => incoming.pipe(response));
    const secure = await startTlsServer((_, response) => response.end("secure"));
    vi.spyOn(Http1Parser.prototype, "push").mockImplementation(() => {
      throw new Error("made-up fault");
    });
    const faults: string[] = [];
    const { proxy } = await startTestProxy(TRUSTING, { onFault: (message) => void faults.push(message) });
    const answer = await exchangeRaw(
      proxy.port,
      `POST ${plain}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfine`,
    );
    expect(answer).toMatch(/fine/);
    const dispatcher = new ProxyAgent({ uri: proxy.url, proxyTunnel: true, requestTls: { ca: localhost.cert } });
    onTestFinished(() => dispatcher.destroy());
    const { body } = await request(`${secure}/`, { dispatcher });
    expect(await body.text()).toBe("secure");
    expect(faults).toEqual(["The recording is incomplete: made-up fault"]);
  });
});

describe("the user's own proxy", () => {
  test.each([
    ["CONNECT", "CONNECT cloud.example:443 HTTP/1.1\r\nHost: cloud.example:443\r\n\r\n"],
    ["a request by HTTPS", "GET https://cloud.example/ HTTP/1.1\r\nHost: cloud.example\r\n\r\n"],
  ])("that refuses %s with a body is read to its end, and ends nothing else", async (_, asked) => {
    const refusal =
      "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 9\r\n\r\n";
    const heads = Promise.withResolvers<{ socket: Socket; closed: Promise<unknown> }>();
    const server = createTcpServer((socket) => {
      const closed = once(socket, "close");
      socket.on("error", () => {}).once("data", () => socket.write(refusal, () => heads.resolve({ socket, closed })));
    });
    onTestFinished(() => void server.close());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const theirs = `http://127.0.0.1:${portOf(server)}`;
    const plain = await startTestServer((_, response) => response.end("fine"));
    const { proxy, entries } = await startTestProxy({
      upstream: { proxies: { https: theirs } },
    });
    const client = await openRawClient(proxy.port);
    client.write(asked);
    await client.until(/\r\n\r\n$/);
    // The body follows, and the proxy keeps its connection.
    const { socket, closed } = await heads.promise;
    socket.write("forbidden");
    expect(await client.until(/forbidden$/)).toBe(`${refusal}forbidden`);
    if (!asked.startsWith("CONNECT")) expect(await client.toEnd()).toBe(`${refusal}forbidden`);
    client.socket.destroy();
    await closed;
    expect(await exchangeRaw(proxy.port, `GET ${plain}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
      /fine$/,
    );
    const [entry] = await entries();
    expect(entry?._error).toEqual({
      code: "PROXY_REFUSED",
      message: `the proxy 127.0.0.1:${portOf(server)} responded to CONNECT cloud.example:443 with 407`,
      phase: "connect",
    });
  });

  test.each([
    ["a length", "Content-Length: 9\r\n\r\n", "forbidden"],
    ["chunks", "Transfer-Encoding: chunked\r\n\r\n", "4\r\nforb\r\n5\r\nidden\r\n0\r\n\r\n"],
    ["its end", "\r\n", "forbidden"],
  ])(
    "that refuses GET or HEAD over HTTPS with a body by %s is read as far as the method allows",
    async (how, fields, body) => {
      const server = createTcpServer((socket) => {
        socket
          .on("error", () => {})
          .once("data", () => {
            socket.write(`HTTP/1.1 403 No\r\n${fields}`);
            for (const piece of body) socket.write(piece);
            if (how === "its end") socket.end();
          });
      });
      onTestFinished(() => void server.close());
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const { proxy } = await startTestProxy({
        upstream: { proxies: { https: `http://127.0.0.1:${portOf(server)}` } },
      });
      const ask = (method: string): Promise<string> =>
        exchangeRaw(proxy.port, `${method} https://a.example/ HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect(await ask("GET")).toBe(`HTTP/1.1 403 No\r\n${fields}${body}`);
      expect(await ask("HEAD")).toBe(`HTTP/1.1 403 No\r\n${fields}`);
    },
  );
});
