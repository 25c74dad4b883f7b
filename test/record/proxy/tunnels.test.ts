import { once } from "node:events";
import { createSecureServer } from "node:http2";
import { type TLSSocket, connect as connectTls } from "node:tls";

import { ProxyAgent, request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import { openAuthority } from "../../../src/record/certificates/authority.ts";
import { openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { portOf, startRawServer, startTestServer } from "../../helpers/test-server.ts";
import { localhost, oneCertificate, startTlsServer } from "../../helpers/tls.ts";

const TRUSTING = { authority: oneCertificate, upstream: { ca: [localhost.cert] } };

function refuseToCertify(): never {
  throw new Error("No certificate may be made for this host.");
}

function openAgent(uri: string, ca = localhost.cert): ProxyAgent {
  const agent = new ProxyAgent({ uri, proxyTunnel: true, requestTls: { ca } });
  onTestFinished(() => agent.destroy());
  return agent;
}

describe("CONNECT", () => {
  test("HTTPS is read and recorded, under the server's own URL", async () => {
    const origin = await startTlsServer((incoming, response) => incoming.pipe(response.writeHead(201)));
    const { proxy, entries } = await startTestProxy(TRUSTING);
    const dispatcher = openAgent(proxy.url);
    for (const body of ["one", "two"]) {
      const answer = await request(`${origin}/up?x=1`, { method: "POST", body, dispatcher });
      expect(await answer.body.text()).toBe(body);
    }
    const recorded = await entries();
    expect(recorded.map(({ request: { url, postData } }) => [url, postData?.text])).toEqual([
      [`${origin}/up?x=1`, "one"],
      [`${origin}/up?x=1`, "two"],
    ]);
    expect(recorded[0]?._client).toBe("tester");
    expect(proxy.bypasses).toEqual([]);
  });

  test("plain HTTP inside a tunnel is recorded too", async () => {
    const origin = await startTestServer((_, response) => response.end("plain"));
    const { proxy, entries } = await startTestProxy();
    const answer = await request(`${origin}/a`, { dispatcher: openAgent(proxy.url) });
    expect(await answer.body.text()).toBe("plain");
    expect((await entries()).map(({ request: { url } }) => url)).toEqual([`${origin}/a`]);
  });

  test.each([
    ["patch", ""],
    ["VERSION-CONTROL", ""],
    ["M-SEARCH", ""],
    ["G$T!#", ""],
    ["GET", "\r\n"],
  ])("it may have the method %s, after %j", async (method, before) => {
    const origin = await startRawServer((received, socket) => {
      if (received.endsWith("\r\n\r\n") && received.length > 4) socket.end("HTTP/1.1 204 No Content\r\n\r\n");
    });
    const { host } = new URL(origin);
    const ask = `${before}${method} /a HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    for (const first of [ask.length, before.length + 2, before.length || 1]) {
      const { proxy, entries } = await startTestProxy();
      const client = await openRawClient(proxy.port);
      client.socket.setNoDelay(true);
      client.write(`CONNECT ${host} HTTP/1.1\r\n\r\n`);
      await client.until(/200 Connection Established\r\n\r\n$/);
      client.write(ask.slice(0, first));
      await new Promise((resolve) => setImmediate(resolve));
      client.write(ask.slice(first));
      await client.until(/204 No Content\r\n\r\n$/);
      expect((await entries()).map(({ request }) => [request.method, request.url])).toEqual([[method, `${origin}/a`]]);
      expect(proxy.bypasses).toEqual([]);
    }
  });

  test("a host that is passed through keeps its own certificate, and is named", async () => {
    const origin = await startTlsServer((_, response) => response.end("untouched"));
    const { host } = new URL(origin);
    const { proxy, entries } = await startTestProxy({
      // A client that was shown this certificate would refuse it.
      authority: { contextFor: refuseToCertify, contextLike: refuseToCertify },
      isPassedThrough: (name) => name === host,
    });
    const answer = await request(origin, { dispatcher: openAgent(proxy.url) });
    expect(await answer.body.text()).toBe("untouched");
    expect(proxy.bypasses).toEqual([
      {
        host,
        reason: "passed through, as requested",
        count: 1,
        sent: expect.any(Number),
        received: expect.any(Number),
      },
    ]);
    expect(await entries()).toEqual([]);
  });

  test("without a CA, TLS is passed on unread, and reported", async () => {
    const origin = await startTlsServer((_, response) => response.end("untouched"));
    const { proxy } = await startTestProxy();
    const answer = await request(origin, { dispatcher: openAgent(proxy.url) });
    expect(await answer.body.text()).toBe("untouched");
    expect(proxy.bypasses.map(({ reason }) => reason)).toEqual(["TLS, and there is no CA"]);
  });

  test("data other than HTTP is passed on, and reported", async () => {
    const origin = await startRawServer((received, socket) => void socket.write(received.toUpperCase()));
    const { host } = new URL(origin);
    const { proxy } = await startTestProxy(TRUSTING);
    const client = await openRawClient(proxy.port);
    client.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await client.until(/200 Connection Established\r\n\r\n$/);
    client.write("\0binary");
    await client.until(/\0BINARY$/);
    expect(proxy.bypasses).toEqual([{ host, reason: "not HTTP", count: 1, sent: 7, received: 7 }]);
  });

  test("a client that does not trust us is reported with its host, and is passed through the next time", async () => {
    const origin = await startTlsServer((_, response) => response.end("untouched"));
    const { host } = new URL(origin);
    const { proxy, entries } = await startTestProxy({
      ...TRUSTING,
      authority: await openAuthority(await tempFolder()),
    });
    const ask = async (): Promise<TLSSocket> => {
      const client = await openRawClient(proxy.port);
      client.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      await client.until(/\r\n\r\n$/);
      client.socket.removeAllListeners("data");
      return connectTls({ socket: client.socket, host: "127.0.0.1", ca: localhost.cert });
    };
    // Node closes without an alert, as some clients do that only test a connection.
    for (const count of [1, 2]) {
      const refusing = await ask();
      expect(await once(refusing, "error")).toMatchObject([{ code: "SELF_SIGNED_CERT_IN_CHAIN" }]);
      await expect.poll(() => proxy.bypasses).toMatchObject([{ host, count }]);
    }
    const last = await ask();
    await once(last, "secureConnect");
    last.destroy();
    expect(await entries()).toEqual([]);
  });

  test.each(["cloud.test", "cloud.test:0", "cloud.test:99999", "http://cloud.test:80"])(
    "%s is not a host and port",
    async (target) => {
      const { proxy } = await startTestProxy();
      const client = await openRawClient(proxy.port);
      client.write(`CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    },
  );
});

describe("a server that requests a client certificate", () => {
  test.each(["TLSv1.2", "TLSv1.3"] as const)("%s: gets the configured one", async (version) => {
    const options = { requestCert: true, ca: localhost.cert, rejectUnauthorized: true };
    const origin = await startTlsServer((_, response) => response.end("let in"), { ...options, maxVersion: version });
    const upstream = { ca: [localhost.cert], clientCertificateFor: () => localhost };
    const { proxy, entries } = await startTestProxy({ authority: oneCertificate, upstream });
    const answer = await request(origin, { dispatcher: openAgent(proxy.url) });
    expect(await answer.body.text()).toBe("let in");
    const [entry] = await entries();
    expect(entry?._tls?.version).toBe(version);
    expect(entry?._connected?.ssl).toBeGreaterThan(0);
    expect(entry?.timings.ssl).toBe(-1);
  });

  test("TLS 1.2: gets the client's own if we have none, unread", async () => {
    const options = { requestCert: true, ca: localhost.cert, maxVersion: "TLSv1.2" } as const;
    const origin = await startTlsServer((_, response) => response.end("let in"), options);
    const { proxy } = await startTestProxy(TRUSTING);
    const dispatcher = new ProxyAgent({
      uri: proxy.url,
      proxyTunnel: true,
      requestTls: { ca: localhost.cert, cert: localhost.cert, key: localhost.key },
    });
    onTestFinished(() => dispatcher.destroy());
    const answer = await request(origin, { dispatcher });
    expect(await answer.body.text()).toBe("let in");
    expect(proxy.bypasses.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^TLS with .* passed through without recording$/),
    ]);
  });
});

describe("the server's certificate", () => {
  test("that is not trusted is left to the client to refuse, or to accept", async () => {
    const origin = await startTlsServer((_, response) => response.end("taken"));
    const { proxy, entries } = await startTestProxy({ authority: await openAuthority(await tempFolder()) });
    const refusing = new ProxyAgent({ uri: proxy.url, proxyTunnel: true });
    onTestFinished(() => refusing.destroy());
    await expect(request(origin, { dispatcher: refusing })).rejects.toMatchObject({
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
    const { proxy: other, entries: taken } = await startTestProxy({
      authority: await openAuthority(await tempFolder()),
    });
    const careless = new ProxyAgent({ uri: other.url, proxyTunnel: true, requestTls: { rejectUnauthorized: false } });
    onTestFinished(() => careless.destroy());
    const { body } = await request(origin, { dispatcher: careless });
    expect(await body.text()).toBe("taken");
    expect(await entries()).toMatchObject([{ _error: { code: "DEPTH_ZERO_SELF_SIGNED_CERT", phase: "tls" } }]);
    const [entry] = await taken();
    expect(entry?._tls).toMatchObject({
      version: "TLSv1.3",
      refused: "DEPTH_ZERO_SELF_SIGNED_CERT",
      chain: [{ subject: expect.stringContaining("localhost") }],
    });
  });

  test("is not verified for the hosts that the user names", async () => {
    const origin = await startTlsServer((_, response) => response.end("unchecked"));
    const { proxy } = await startTestProxy({
      authority: oneCertificate,
      upstream: { isInsecure: (host) => host === new URL(origin).host },
    });
    const answer = await request(origin, { dispatcher: openAgent(proxy.url) });
    expect(await answer.body.text()).toBe("unchecked");
  });
});

describe("HTTP/2", () => {
  const startHttp2Server = async (): Promise<string> => {
    const server = createSecureServer({ ...localhost, allowHTTP1: true }, (incoming, response) => {
      response.setHeader("x-version", incoming.httpVersion);
      response.end(incoming.httpVersion);
    });
    onTestFinished(() => void server.close());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `https://127.0.0.1:${portOf(server)}`;
  };
  const ask = async (url: string, proxyPort: number, protocols: string[]): Promise<string> => {
    const { host } = new URL(url);
    const client = await openRawClient(proxyPort);
    client.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await client.until(/\r\n\r\n$/);
    client.socket.removeAllListeners("data");
    const secure = connectTls({
      socket: client.socket,
      ca: localhost.cert,
      ALPNProtocols: protocols,
      host: "127.0.0.1",
    });
    await once(secure, "secureConnect");
    expect(secure.alpnProtocol).toBe("http/1.1");
    secure.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    let text = "";
    for await (const chunk of secure) text += String(chunk);
    return text;
  };

  test("is not chosen if the client does not offer it", async () => {
    const origin = await startHttp2Server();
    const { proxy } = await startTestProxy(TRUSTING);
    expect(await ask(origin, proxy.port, ["http/1.1"])).toMatch(/1\.1\s*$|1\.1\r\n0/);
  });
});
