import { once } from "node:events";

import { describe, expect, test } from "vitest";

import { PREFACE } from "../../../src/wire/http2-preface.ts";
import { exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { startRawServer, startTestServer } from "../../helpers/test-server.ts";
import { aBlock, aFrame } from "../../wire/frames.ts";

/** A masked text frame, as clients send it (RFC 6455, section 5.2). */
function frame(text: string): string {
  const payload = Buffer.from(text);
  const mask = Buffer.from([1, 2, 3, 4]);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, masked]).toString("latin1");
}

const HANDSHAKE =
  "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

const AGREED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Kept: yes\r\n\r\n";

/** Accepts everything, then returns all bytes and closes. */
async function startEchoServer(): Promise<string> {
  return startRawServer((received, socket) => {
    const end = received.indexOf("\r\n\r\n") + 4;
    if (received.length > end) socket.end(received.slice(end), "latin1");
    else socket.write(AGREED);
  });
}

describe("WebSocket", () => {
  test("the handshake is recorded, frames are passed on, counted, and kept", async () => {
    const origin = await startEchoServer();
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${origin}/chat HTTP/1.1\r\n${HANDSHAKE}`);
    expect(await client.until(/\r\n\r\n$/)).toBe(AGREED);
    client.write(frame("hello") + frame("world"));
    expect(await client.toEnd()).toContain(frame("hello") + frame("world"));
    const [entry] = await entries();
    expect(entry).toMatchObject({
      response: { status: 101, statusText: "Switching Protocols" },
      _upgrade: { protocol: "websocket", sent: { bytes: 22, frames: 2 }, received: { bytes: 22, frames: 2 } },
    });
    expect(entry?._webSocketMessages?.map(({ type, opcode, data }) => `${type} ${opcode} ${data}`)).toEqual([
      "send 1 hello",
      "send 1 world",
      "receive 1 hello",
      "receive 1 world",
    ]);
    expect(entry?._error).toBeUndefined();
    expect(entry?.request.headers.map(({ name }) => name)).toContain("Sec-WebSocket-Key");
  });

  test("a client may name it by its own scheme, as aiohttp does", async () => {
    const heads: string[] = [];
    const origin = await startRawServer((received, socket) => {
      if (received.endsWith("\r\n\r\n") && heads.push(received) === 1) socket.end(AGREED);
    });
    const { proxy, entries } = await startTestProxy();
    const target = `${origin.replace("http", "ws")}/chat`;
    expect(await exchangeRaw(proxy.port, `GET ${target} HTTP/1.1\r\n${HANDSHAKE}`)).toBe(AGREED);
    expect(heads).toEqual([`GET /chat HTTP/1.1\r\n${HANDSHAKE}`]);
    expect(await entries()).toMatchObject([{ request: { url: `${origin}/chat` }, response: { status: 101 } }]);
  });

  test.each([
    ["an opcode of no meaning", "\x83\x01x", /of an extension/],
    ["bits of no meaning", "\xF1\x01x", /of an extension/],
    ["a continuation of nothing", "\x80\x01x", /continues no message/],
    ["a message within another", "\x01\x01x\x81\x01y", /begins inside another/],
    ["a length that is none", "\x82\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFFx", /without an end/],
    ["a ping that is too long", `\x89\x7E\x00\x80${"x".repeat(128)}`, /control frame of 128 bytes/],
    ["no frame at all", "GET / HTTP/1.1\r\n\r\n", /WebSocket/],
  ])("%s is passed on, and leaves a remark for each side", async (_, bytes, why) => {
    const origin = await startEchoServer();
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${origin}/chat HTTP/1.1\r\n${HANDSHAKE}`);
    await client.until(/\r\n\r\n$/);
    client.write(frame("hello") + bytes);
    expect(await client.toEnd()).toBe(AGREED + frame("hello") + bytes);
    await exchangeRaw(proxy.port, `GET ${origin}/next HTTP/1.1\r\nHost: x\r\n\r\nmore`);
    const [entry, next] = await entries();
    expect(entry?._webSocketMessages?.filter(({ data }) => data === "hello")).toHaveLength(2);
    expect(entry?._remarks).toEqual([
      expect.stringMatching(/^of what was sent: /),
      expect.stringMatching(/^of what was received: /),
    ]);
    expect(entry?._remarks?.[0]).toMatch(why);
    expect(next?.request.url).toBe(`${origin}/next`);
  });

  test("one that is still open when the recording ends is recorded without an error", async () => {
    const origin = await startEchoServer();
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${origin}/chat HTTP/1.1\r\n${HANDSHAKE}`);
    await client.until(/\r\n\r\n$/);
    const [entry] = await entries();
    expect(entry?._upgrade).toMatchObject({ received: { bytes: 0, frames: 0 } });
    expect(entry?._error).toBeUndefined();
  });

  test("a server that does not agree responds as to any request", async () => {
    const origin = await startTestServer((_, response) =>
      response.writeHead(401, { "X-Why": "token", Connection: "close" }).end("no"),
    );
    const { proxy, entries } = await startTestProxy();
    const answer = await exchangeRaw(proxy.port, `GET ${origin}/chat HTTP/1.1\r\n${HANDSHAKE}`);
    expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\nX-Why: token\r\n[^]*no/);
    const [entry] = await entries();
    expect(entry?.response.status).toBe(401);
  });

  test("when the client disconnects, the server's end closes too", async () => {
    let gone: Promise<unknown> = Promise.resolve();
    const origin = await startRawServer((_, socket) => {
      gone = once(socket, "close");
      socket.write(AGREED);
    });
    const { proxy } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`GET ${origin}/chat HTTP/1.1\r\n${HANDSHAKE}`);
    await client.until(/\r\n\r\n$/);
    client.socket.destroy();
    await gone;
  });
});

describe("an offer of another protocol", () => {
  const OFFER = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAA\r\n";

  test("is left to the server to accept or not; the next request is another one", async () => {
    const origin = await startTestServer((request, response) => {
      response.setHeader("X-Upgrade", String(request.headers.upgrade));
      response.setHeader("X-Path", String(request.url));
      request.pipe(response);
    });
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`POST ${origin}/first HTTP/1.1\r\nHost: x\r\n${OFFER}Content-Length: 4\r\n\r\nbody`);
    expect(await client.until(/body/)).toMatch(/^HTTP\/1\.1 200 OK\r\nX-Upgrade: h2c\r\nX-Path: \/first\r\n/);
    client.write(`POST ${origin}/second HTTP/1.1\r\nHost: x\r\n${OFFER}Content-Length: 3\r\n\r\nyes`);
    expect(await client.until(/yes/)).toMatch(/X-Path: \/second\r\n/);
    expect((await entries()).map(({ request }) => [request.url, request.postData?.text])).toEqual([
      [`${origin}/first`, "body"],
      [`${origin}/second`, "yes"],
    ]);
  });

  test.each(["websocket", "h2c", "foo/2"])(
    "(%s) may be followed by the next request before its response, with an empty line between",
    async (protocol) => {
      let received = "";
      const origin = await startRawServer((all, socket) => {
        received = all;
        if (/second.*\r\n\r\n$/s.test(all))
          socket.end("HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nnoHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes");
      });
      const { proxy, entries } = await startTestProxy();
      const ask = (path: string, fields: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n${fields}\r\n`;
      const offer = `Connection: Upgrade\r\nUpgrade: ${protocol}\r\n`;
      await exchangeRaw(proxy.port, `${ask(`${origin}/first`, offer)}\r\n${ask(`${origin}/second`, "")}`);
      expect(received).toBe(`${ask("/first", offer)}\r\n${ask("/second", "")}`);
      expect((await entries()).map(({ request, response }) => [request.url, response.status])).toEqual([
        [`${origin}/first`, 404],
        [`${origin}/second`, 200],
      ]);
    },
  );

  test.each(["a proxy", "a tunnel"])(
    "that is accepted through %s: the following data is recorded as HTTP/2",
    async (way) => {
      const upgraded = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
      const answer = (stream: number, text: string): Buffer =>
        Buffer.concat([
          aFrame(1, { flags: 4, stream, payload: aBlock({ ":status": "200", "x-stream": String(stream) }) }),
          aFrame(0, { flags: 1, stream, payload: Buffer.from(text) }),
        ]);
      let phase = 0;
      const origin = await startRawServer((all, socket) => {
        if (phase === 0 && all.endsWith("\r\n\r\n")) {
          phase = 1;
          socket.write(Buffer.concat([Buffer.from(upgraded), aFrame(4, {}), answer(1, "first")]));
        }
        if (phase === 1 && all.includes("/second")) {
          phase = 2;
          socket.end(answer(3, "second"));
        }
      });
      const { host } = new URL(origin);
      const { proxy, entries } = await startTestProxy();
      const client = await openRawClient(proxy.port);
      if (way === "a tunnel") {
        client.write(`CONNECT ${host} HTTP/1.1\r\n\r\n`);
        await client.until(/\r\n\r\n$/);
      }
      const target = way === "a tunnel" ? "/first" : `${origin}/first`;
      client.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${OFFER}\r\n`);
      await client.until(/first$/);
      const second = aBlock({ ":method": "POST", ":path": "/second", ":scheme": "http", ":authority": host });
      client.socket.write(
        Buffer.concat([
          PREFACE,
          aFrame(4, {}),
          aFrame(1, { flags: 4, stream: 3, payload: second }),
          aFrame(0, { flags: 1, stream: 3, payload: Buffer.from("asked") }),
        ]),
      );
      await client.toEnd();
      const seen = (await entries()).map(({ request, response }) => [
        request.method,
        request.url,
        request.postData?.text ?? "",
        response.status,
        response.content.text,
      ]);
      expect(seen).toEqual([
        ["GET", `${origin}/first`, "", 200, "first"],
        ["POST", `${origin}/second`, "asked", 200, "second"],
      ]);
    },
  );

  test.each(["GET", "X-Y.Z", "get"])(
    "before its response, a next request of method %s reaches the server as without the recorder",
    async (method) => {
      let received = "";
      const origin = await startRawServer((all, socket) => {
        received = all;
        if (all.includes("/second")) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".repeat(2));
      });
      const { proxy, entries } = await startTestProxy();
      const client = await openRawClient(proxy.port);
      client.write(`GET ${origin}/first HTTP/1.1\r\n${OFFER}\r\n`);
      client.write(`${method} ${origin}/second HTTP/1.1\r\n\r\n`);
      await client.toEnd();
      expect(received).toBe(`GET /first HTTP/1.1\r\n${OFFER}\r\n${method} /second HTTP/1.1\r\n\r\n`);
      expect((await entries()).map(({ request }) => request.url)).toEqual([`${origin}/first`, `${origin}/second`]);
    },
  );

  test.each([
    "get /second HTTP/1.1\r\n\r\n",
    "X-Y.Z /second HTTP/1.1\r\nA: b\r\n\r\n",
    "\r\nget /second HTTP/1.1\r\n\r\n",
  ])("before its response, %j reaches the server once, wherever it is split", async (second) => {
    const first = `GET /first HTTP/1.1\r\nHost: localhost\r\n${OFFER}\r\n`;
    const third = "GET /third HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    for (let cut = 1; cut < second.length; cut += 4) {
      let received = "";
      const origin = await startRawServer((all, socket) => {
        // The first response arrives while the second request is being sent.
        if (received.length < first.length && all.length >= first.length)
          socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst");
        received = all;
        if (all.includes("/third")) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".repeat(2));
      });
      const { proxy } = await startTestProxy({ reverse: { url: origin, keepsHost: true } });
      const client = await openRawClient(proxy.port);
      client.write(first + second.slice(0, cut));
      await client.until(/first$/);
      client.write(second.slice(cut) + third);
      await client.toEnd();
      expect(received).toBe(first + second + third);
    }
  });
});
