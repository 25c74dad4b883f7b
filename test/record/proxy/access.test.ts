import type { Socket } from "node:net";

import { describe, expect, test } from "vitest";

import { freePort } from "../../../scripts/stack/processes.ts";
import { createRecorder } from "../../../src/record/capture/recorder.ts";
import { isAddressedHere } from "../../../src/record/proxy/access.ts";
import { startProxy } from "../../../src/record/proxy/proxy.ts";
import { exchangeRaw, startTestProxy } from "../../helpers/proxy.ts";
import { startRawServer, startTestServer } from "../../helpers/test-server.ts";

const basic = (credentials: string): string =>
  `Proxy-Authorization: Basic ${Buffer.from(credentials).toString("base64")}\r\n`;

describe("the name of a client", () => {
  test("is the user name of the proxy URL, or else the proxy's own client", async () => {
    const origin = await startTestServer((request, response) =>
      response.end(String(request.headers["proxy-authorization"])),
    );
    const { proxy, entries } = await startTestProxy({ client: "everyone" });
    for (const fields of ["", basic("glance-api:"), basic("nova-api:")]) {
      const answer = await exchangeRaw(
        proxy.port,
        `GET ${origin}/ HTTP/1.1\r\nHost: x\r\n${fields}Connection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/undefined$/);
    }
    expect((await entries()).map(({ _client }) => _client)).toEqual(["everyone", "glance-api", "nova-api"]);
  });

  test("inside a tunnel is that of the client that opened it", async () => {
    const origin = await startTestServer((_, response) => response.end("ok"));
    const { proxy, entries } = await startTestProxy();
    const { host } = new URL(origin);
    await exchangeRaw(
      proxy.port,
      `CONNECT ${host} HTTP/1.1\r\nHost: x\r\n${basic("glance-api:")}\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect((await entries()).map(({ _client }) => _client)).toEqual(["glance-api"]);
  });
});

describe("a proxy that others can reach", () => {
  test.each(["0.0.0.0", "::", "192.168.1.5", "cloud.example"])("on %s requires a token", async (host) => {
    const recorder = createRecorder();
    await expect(startProxy({ recorder, host })).rejects.toMatchObject({
      message: `Anyone who can reach ${host} could use this proxy.`,
      hint: "Set a token with --token, or listen on 127.0.0.1.",
    });
    await recorder[Symbol.asyncDispose]();
  });

  test("serves only clients that have it", async () => {
    const origin = await startTestServer((_, response) => response.end("served"));
    const { proxy, entries } = await startTestProxy({ host: "0.0.0.0", token: "s3cret" });
    const ask = (fields: string): Promise<string> =>
      exchangeRaw(proxy.port, `GET ${origin}/ HTTP/1.1\r\nHost: x\r\n${fields}Connection: close\r\n\r\n`);
    expect(await ask(basic("me:s3cret"))).toMatch(/served$/);
    for (const fields of ["", basic("s3cret"), basic("me:s3cre"), "Proxy-Authorization: Bearer s3cret\r\n"]) {
      expect(await ask(fields)).toMatch(/^HTTP\/1\.1 407 [^]*Proxy-Authenticate: Basic realm="wirewalk"\r\n/);
    }
    const { host } = new URL(origin);
    expect(await exchangeRaw(proxy.port, `CONNECT ${host} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 407 /);
    expect(await entries()).toHaveLength(1);
  });
});

describe("requests that a proxy does not forward", () => {
  test("a request that is not for a proxy gets a page that explains how to use one", async () => {
    const { proxy } = await startTestProxy();
    for (const host of ["", `Host: 127.0.0.1:${proxy.port}\r\n`]) {
      expect(await exchangeRaw(proxy.port, `GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 400 Bad Request\r\n[^]*Set it as HTTP_PROXY and HTTPS_PROXY/,
      );
    }
  });

  test.each(["127.0.0.1", "localhost"])("a request for itself, as %s", async (host) => {
    const { proxy, entries } = await startTestProxy();
    const answer = await exchangeRaw(
      proxy.port,
      `GET http://${host}:${proxy.port}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 508 Loop Detected\r\n/);
    expect(await entries()).toEqual([]);
  });
});

describe("requests that lead back here", () => {
  const ask = "GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  test.each(["127.0.0.1", "localhost", "127.0.0.2"])("a listener that names itself, as %s", async (name) => {
    const port = await freePort();
    const reverse = { url: `http://${name}:${port}` };
    const { proxy, entries } = await startTestProxy({ port, host: "0.0.0.0", token: "s3cret", reverse });
    const answer = await exchangeRaw(proxy.port, ask.replace("Host", "Wirewalk-Token: s3cret\r\nHost"));
    expect(answer).toMatch(/^HTTP\/1\.1 508 Loop Detected\r\n[^]*is for the wirewalk proxy itself/);
    expect(await entries()).toMatchObject([{ request: { url: `${reverse.url}/a` }, response: { status: 508 } }]);
  });

  test.each([
    { count: 300, what: "different URLs", pathOf: (index: number) => `/${index}` },
    { count: 1000, what: "the same URL", pathOf: () => "/events" },
  ])("$count requests for $what may wait together", async ({ count, pathOf }) => {
    const waiting: Socket[] = [];
    const origin = await startRawServer((_received, socket) => {
      waiting.push(socket);
      if (waiting.length < count) return;
      for (const one of waiting.splice(0)) one.end("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine");
    });
    const { proxy } = await startTestProxy({ reverse: { url: origin } });
    const answers = await Promise.all(
      Array.from({ length: count }, (_, index) => exchangeRaw(proxy.port, ask.replace("/a", pathOf(index)))),
    );
    expect(answers.every((answer) => answer.endsWith("fine"))).toBe(true);
  });
});

describe("a reverse listener", () => {
  test("is a reverse proxy for its server, below its base path", async () => {
    const origin = await startTestServer((request, response) => response.end(`${request.headers.host} ${request.url}`));
    const { proxy, entries } = await startTestProxy({ reverse: { url: `${origin}/image/`, server: "glance-api" } });
    const answer = await exchangeRaw(
      proxy.port,
      "GET /v2/images?limit=1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n",
    );
    expect(answer).toMatch(new RegExp(`${new URL(origin).host} /image/v2/images\\?limit=1$`));
    const [entry] = await entries();
    expect(entry).toMatchObject({
      _client: "tester",
      _server: "glance-api",
      request: { url: `${origin}/image/v2/images?limit=1` },
    });
  });

  test("serves clients that name it or its server, and no page that redirected a browser here", async () => {
    const origin = await startTestServer((_, response) => response.end("served"));
    const { proxy, entries } = await startTestProxy({ reverse: { url: origin } });
    const ask = (host: string): Promise<string> =>
      exchangeRaw(proxy.port, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    for (const host of [`127.0.0.1:${proxy.port}`, `localhost:${proxy.port}`, "api.localhost", new URL(origin).host])
      expect(await ask(host)).toMatch(/served$/);
    for (const host of [
      "evil.example",
      `evil.example:${proxy.port}`,
      "127.0.0.1.evil.example",
      "localhost.evil.example",
    ])
      expect(await ask(host)).not.toMatch(/^HTTP\/1\.1 200|served/);
    expect(await entries()).toHaveLength(4);
  });

  test("passes the client's Host on if requested", async () => {
    const origin = await startTestServer((request, response) => response.end(request.headers.host));
    const { proxy } = await startTestProxy({ reverse: { url: origin, keepsHost: true } });
    const answer = await exchangeRaw(proxy.port, "GET / HTTP/1.1\r\nHost: mine:1\r\nConnection: close\r\n\r\n");
    expect(answer).toMatch(/mine:1$/);
  });

  test("with a token requires it in a separate header, which is not passed on", async () => {
    const origin = await startTestServer((request, response) =>
      response.end(String(request.headers["wirewalk-token"])),
    );
    const { proxy } = await startTestProxy({ reverse: { url: origin }, token: "s3cret", host: "0.0.0.0" });
    const ask = (fields: string): Promise<string> =>
      exchangeRaw(proxy.port, `GET / HTTP/1.1\r\nHost: x\r\n${fields}Connection: close\r\n\r\n`);
    expect(await ask("Wirewalk-Token: s3cret\r\n")).toMatch(/undefined$/);
    expect(await ask("")).toMatch(/^HTTP\/1\.1 407 /);
  });
});

describe("a server of this machine", () => {
  test.each(["", "127.0.0.1:80", "localhost", "LOCALHOST:80", "localhost.:80", "a.localhost", "[::1]:80"])(
    "accepts %j as Host",
    (host) => {
      expect(isAddressedHere(host)).toBe(true);
    },
  );

  test.each([
    "evil.example",
    "127.0.0.1.evil.example:80",
    "localhost.evil.example",
    "evillocalhost",
    "[2001:db8::1]",
    "0.0.0.0:80",
    "localhost@evil.example",
    "evil.example@127.0.0.1",
    "127.0.0.1/evil.example",
    "127.0.0.1?evil.example",
    "evil.example#@127.0.0.1",
    String.raw`evil.example\@127.0.0.1`,
    "127.0.0.1, evil.example",
    "evil.example\t127.0.0.1",
  ])("refuses %j", (host) => {
    expect(isAddressedHere(host)).toBe(false);
  });
});
