import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

import { describe, expect, onTestFinished, test } from "vitest";

import { exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { startRawServer, startTestServer } from "../../helpers/test-server.ts";

const get = (origin: string): string => `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;

/** A port whose queue of connections is full: its process never accepts one, so the next one waits forever. */
async function startFullServer(): Promise<string> {
  const listenAndSleep = `const server = require("node:net").createServer().listen(0, "127.0.0.1", 1, () => {
    require("node:fs").writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;
  const child = spawn(process.execPath, ["-e", listenAndSleep], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [port] = await once(child.stdout, "data");
  const waiting = Array.from({ length: 4 }, () => connect({ port: Number(port), host: "127.0.0.1" }));
  onTestFinished(() => waiting.forEach((socket) => socket.destroy()));
  for (const socket of waiting) socket.on("error", () => {});
  // The kernel accepts two on behalf of the process.
  await Promise.all(waiting.slice(0, 2).map((socket) => once(socket, "connect")));
  return `http://127.0.0.1:${port}`;
}

const NOWHERE = "http://127.0.0.1:1";

describe("a server that cannot be reached", () => {
  test.each([
    ["http", get(NOWHERE)],
    ["CONNECT", "CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: x\r\n\r\n"],
    [
      "a request to switch protocols",
      `GET ${NOWHERE}/chat HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    ],
    ["Expect", `POST ${NOWHERE}/ HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n`],
  ])("%s: the client's connection is reset, and the trace names the step that failed", async (_, request) => {
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    const broken = once(client.socket, "error");
    client.write(request);
    expect(await broken).toMatchObject([{ code: "ECONNRESET" }]);
    expect(await client.toEnd()).toBe("");
    const [entry] = await entries();
    expect(entry?._error).toEqual({
      code: "ECONNREFUSED",
      message: "connection refused by 127.0.0.1:1",
      phase: "connect",
    });
    expect(entry?.response.status).toBe(0);
  });

  test.each([
    ["http", get(NOWHERE), NOWHERE],
    ["CONNECT", "CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: x\r\n\r\n", "https://127.0.0.1:1"],
  ])("%s: or gets a page that reports it, if configured", async (_, request, origin) => {
    const { proxy } = await startTestProxy({ onFailure: "502" });
    const answer = await exchangeRaw(proxy.port, request);
    expect(answer).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
    expect(answer).toContain("Proxy-Status: wirewalk; error=connection_refused\r\n");
    expect(answer).toContain(`wirewalk got no response from ${origin}: connection refused by 127.0.0.1:1.`);
  });

  test.each([
    ["chunks", "Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n", "abc"],
    ["a chunk without a size", "Transfer-Encoding: chunked", "3\r\nabc\r\nzz\r\nrest\r\n", "abczz\r\nrest\r\n"],
    ["content whose end is unclear", "Transfer-Encoding: rot13", "abc", "abc"],
  ])("a request to it is recorded as if it were reached: %s", async (_, header, content, text) => {
    const reached = await startTestServer((_request, response) => response.end("fine"));
    const { proxy, entries } = await startTestProxy({ onFailure: "502" });
    for (const origin of [reached, NOWHERE])
      await exchangeRaw(
        proxy.port,
        `POST ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}\r\n\r\n${content}`,
      );
    expect((await entries()).map(({ request }) => [request.postData?.text, request.bodySize])).toEqual([
      [text, text.length],
      [text, text.length],
    ]);
  });

  test("because its name has no address", async () => {
    const { proxy, entries } = await startTestProxy({ onFailure: "502" });
    const answer = await exchangeRaw(proxy.port, get("http://nowhere.invalid"));
    expect(answer).toMatch(/^HTTP\/1\.1 502 [^]*error=dns_(?:error|timeout)\r\n[^]*nowhere\.invalid/);
    const [entry] = await entries();
    expect(entry?._error?.phase).toBe("dns");
  });

  test("because it accepts no connection is waited for until the client gives up", async () => {
    const origin = await startFullServer();
    const { proxy, entries, started } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(get(origin));
    await expect.poll(started).toBe(1);
    client.socket.resetAndDestroy();
    const [entry] = await entries();
    expect(entry?._error?.phase).toBe("connect");
    expect(entry?._error?.code).toMatch(/CLIENT_GONE|UNFINISHED/);
  });
});

describe("a server that fails before its response", () => {
  test.each([
    ["closes at once", "", "SERVER_CLOSED", "the server closed the connection before its response"],
    ["resets", undefined, "ECONNRESET", "the server reset the connection before its response"],
    [
      "sends garbage",
      "\x16\x03\x01garbage\r\n\r\n",
      "NOT_HTTP",
      "the server sent something other than HTTP; then it closed the connection",
    ],
    [
      "speaks HTTP/2 only",
      `\0\0\0\x04${"\0".repeat(5)}\0\0\x08\x07${"\0".repeat(12)}\x01`,
      "HTTP2_ONLY",
      "the server speaks HTTP/2 only, and the request was HTTP/1.1; then it closed the connection",
    ],
    [
      "sends half a head",
      "HTTP/1.1 200 OK\r\nX-Ha",
      "SERVER_CLOSED",
      "the server closed the connection in the middle of its response",
    ],
    [
      "sends a head that cannot be read",
      "HTTP/1.1 2000 OK\r\nX-Half: no\r\n\r\n",
      "NOT_HTTP",
      "the server sent something other than HTTP; then it closed the connection",
    ],
  ])("%s: the client sees exactly that, and the trace reports it", async (_, bytes, code, message) => {
    const origin = await startRawServer((_received, socket) => {
      if (bytes === undefined) socket.resetAndDestroy();
      else socket.end(bytes, "latin1");
    });
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    const errors: unknown[] = [];
    client.socket.on("error", (error) => errors.push(error));
    client.write(get(origin));
    expect(await client.toEnd()).toBe(bytes ?? "");
    expect(errors).toMatchObject(bytes === undefined ? [{ code: "ECONNRESET" }] : []);
    const [entry] = await entries();
    expect(entry?._error).toMatchObject({ code, message });
    expect(entry?.response.status).toBe(0);
    const { text = "", encoding } = entry?.response.content ?? {};
    expect(encoding === "base64" ? Buffer.from(text, encoding).toString("latin1") : text).toBe(bytes ?? "");
  });

  test("sends two lengths: the client gets both, and the trace has a remark", async () => {
    const bytes = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab";
    const origin = await startRawServer((_received, socket) => socket.end(bytes));
    const { proxy, entries } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, get(origin))).toBe(bytes);
    const [entry] = await entries();
    expect(entry?._remarks).toEqual(["the end of the message is unclear: Content-Length: 1, 2"]);
    expect(entry?.response.content.text).toBe("ab");
  });
});

describe("a server that fails in the middle of its response", () => {
  test.each([
    ["ends before the promised length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"],
    ["ends before the last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"],
    ["sends a chunk that is none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nnot hex\r\n"],
  ])("%s: the client gets the part that arrived, and no end", async (_, bytes) => {
    const origin = await startRawServer((_received, socket) => socket.end(bytes, "latin1"));
    const { proxy, entries } = await startTestProxy();
    const answer = await exchangeRaw(proxy.port, get(origin));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*half/);
    // Neither ten bytes nor a last chunk: the client can detect it.
    expect(answer).not.toMatch(/0\r\n\r\n$/);
    const [entry] = await entries();
    expect(entry?._error?.phase).toBe("receive");
    expect(entry?.response.content.text).toMatch(/^half/);
  });

  test("a reset in the middle is a reset for the client too", async () => {
    const origin = await startRawServer((_received, socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", () => socket.resetAndDestroy());
    });
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    const broken = once(client.socket, "error");
    client.write(get(origin));
    expect(await broken).toMatchObject([{ code: "ECONNRESET" }]);
    const [entry] = await entries();
    expect(entry?._error).toEqual({
      code: "ECONNRESET",
      message: "the server reset the connection in the middle of its response",
      phase: "receive",
    });
  });

  test("more bytes than announced are passed on, and are not part of the response", async () => {
    const bytes = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfourMORE";
    const origin = await startRawServer((_received, socket) => socket.end(bytes));
    const { proxy, entries } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, get(origin))).toBe(bytes);
    const [entry] = await entries();
    expect(entry?.response.content.text).toBe("four");
    expect(entry?._error).toBeUndefined();
  });

  test("a server that stalls is waited for until the client gives up", async () => {
    let gone: Promise<unknown> = Promise.resolve();
    const origin = await startRawServer((_received, socket) => {
      gone = once(socket, "close");
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    });
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(get(origin));
    await client.until(/half$/);
    client.socket.destroy();
    await gone;
    const [entry] = await entries();
    expect(entry?._error).toMatchObject({ code: "CLIENT_GONE", phase: "receive" });
  });
});

describe("a client that misbehaves", () => {
  test("one that disconnects in the middle of its body disconnects from the server", async () => {
    let aborted: (() => void) | undefined;
    const isAborted = new Promise<void>((resolve) => (aborted = resolve));
    const seen: unknown[] = [];
    const origin = await startTestServer((request) => {
      seen.push(request.url);
      request.on("error", (error) => seen.push("code" in error && error.code));
      request.on("close", () => aborted?.()).resume();
    });
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`POST ${origin}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf`);
    await expect.poll(() => seen).toEqual(["/"]);
    client.socket.resetAndDestroy();
    await isAborted;
    expect(seen).toEqual(["/", "ECONNRESET"]);
    const [entry] = await entries();
    expect(entry?._error).toMatchObject({ code: "CLIENT_GONE", message: "the client broke the connection" });
    expect(entry?.request.postData?.text).toBe("half");
  });

  test("one that sends nothing readable is disconnected, and the others do not notice", async () => {
    const origin = await startTestServer((_, response) => response.end("fine"));
    const { proxy } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, "NOT HTTP AT ALL\r\n\r\n")).toBe("");
    expect(await exchangeRaw(proxy.port, get(origin))).toMatch(/fine$/);
  });

  test("500 that send their head byte by byte do not delay another one", async () => {
    const origin = await startTestServer((_, response) => response.end("fine"));
    const { proxy } = await startTestProxy();
    const slow = await Promise.all(Array.from({ length: 500 }, () => openRawClient(proxy.port)));
    for (const client of slow) client.write("GET http");
    expect(await exchangeRaw(proxy.port, get(origin))).toMatch(/fine$/);
    for (const client of slow) client.write("://");
    expect(await exchangeRaw(proxy.port, get(origin))).toMatch(/fine$/);
  });

  test("an early response reaches a client that is still sending", async () => {
    const origin = await startTestServer((request, response) => {
      request.resume();
      response.writeHead(413).end("too much");
    });
    const { proxy } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`POST ${origin}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n`);
    for (let sent = 0; sent < 20; sent += 1) client.write("x".repeat(100_000));
    expect(await client.until(/too much/)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe("many at once", () => {
  test("2,000 connections all get responses and are all recorded", async () => {
    const origin = await startTestServer((request, response) => response.end(request.url));
    const { proxy, entries } = await startTestProxy();
    const ask = async (number: number): Promise<string> => {
      const socket = connect({ port: proxy.port, host: "127.0.0.1" });
      socket.write(`GET ${origin}/${number} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      let text = "";
      for await (const chunk of socket) text += String(chunk);
      return text.slice(text.indexOf("\r\n\r\n") + 4);
    };
    const numbers = Array.from({ length: 2000 }, (_, index) => index);
    const answers = await Promise.all(numbers.map(ask));
    expect(answers).toEqual(numbers.map((number) => `/${number}`));
    expect(await entries()).toHaveLength(2000);
  });
});
