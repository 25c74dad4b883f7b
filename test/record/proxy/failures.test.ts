import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

import { describe, expect, onTestFinished, test } from "vitest";

import { exchangeRaw, openRawClient, startTestProxy } from "../../helpers/proxy.ts";
import { startRawServer, startTestServer } from "../../helpers/test-server.ts";

const get = (origin: string): string => `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;

/** A port whose queue of connections is full: its process never accepts one, so the next waits for ever. */
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
  // The kernel takes two in the process's name.
  await Promise.all(waiting.slice(0, 2).map((socket) => once(socket, "connect")));
  return `http://127.0.0.1:${port}`;
}

describe("a server that fails before its answer", () => {
  test.each([
    ["refuses the connection", undefined, "ECONNREFUSED", "connection_refused"],
    ["closes at once", "close", "UND_ERR_SOCKET", "connection_terminated"],
    ["resets", "reset", "ECONNRESET", "connection_terminated"],
    ["sends garbage", "\x16\x03\x01garbage\r\n\r\n", "HTTPParserError", "http_protocol_error"],
    ["sends half a head", "HTTP/1.1 200 OK\r\nX-Ha", "UND_ERR_SOCKET", "connection_terminated"],
    [
      "sends two lengths",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
      "http_protocol_error",
    ],
  ])("%s: 502 with the reason, and an entry with the error", async (_, behaviour, code, status) => {
    const origin =
      behaviour === undefined
        ? "http://127.0.0.1:1"
        : await startRawServer((received, socket) => {
            if (behaviour === "reset") socket.resetAndDestroy();
            else socket.end(behaviour === "close" ? "" : behaviour, "latin1");
          });
    const { proxy, entries } = await startTestProxy();
    const answer = await exchangeRaw(proxy.port, get(origin));
    expect(answer).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
    expect(answer).toContain(`Proxy-Status: wirewalk; error=${status}\r\n`);
    expect(answer).toContain(`wirewalk got no answer from ${origin}: `);
    const [entry] = await entries();
    expect(entry?._error?.code).toContain(code);
    expect(entry?.response.status).toBe(0);
  });

  test("a name that does not resolve is a 502 that says so", async () => {
    const { proxy } = await startTestProxy();
    const answer = await exchangeRaw(proxy.port, get("http://nowhere.invalid"));
    expect(answer).toMatch(/^HTTP\/1\.1 502 [^]*error=dns_(?:error|timeout)\r\n[^]*nowhere\.invalid/);
  });

  test("a server that lets nobody in is a 504", async () => {
    const origin = await startFullServer();
    const { proxy, entries } = await startTestProxy({ upstream: { connectTimeout: 100 } });
    const answer = await exchangeRaw(proxy.port, get(origin));
    expect(answer).toMatch(/^HTTP\/1\.1 504 Gateway Timeout\r\n[^]*error=connection_timeout\r\n/);
    const [entry] = await entries();
    expect(entry?._error).toMatchObject({ code: "UND_ERR_CONNECT_TIMEOUT", phase: "connect" });
  });
});

describe("a server that fails in the middle of its answer", () => {
  test.each([
    ["ends before the promised length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"],
    ["ends before the last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"],
    ["sends a chunk that is none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nnot hex\r\n"],
  ])("%s: the client gets what there was, and no end", async (_, bytes) => {
    const origin = await startRawServer((_received, socket) => socket.end(bytes, "latin1"));
    const { proxy, entries } = await startTestProxy();
    const answer = await exchangeRaw(proxy.port, get(origin));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*half/);
    // Neither ten bytes nor a last chunk: the client can tell.
    expect(answer).not.toMatch(/0\r\n\r\n$/);
    const [entry] = await entries();
    expect(entry?._error?.phase).toBe("receive");
    expect(entry?.response.content.text).toBe("half");
  });

  test("more bytes than promised are not passed on", async () => {
    const origin = await startRawServer((_received, socket) =>
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfourMORE"),
    );
    const { proxy } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, get(origin))).toMatch(/\r\n\r\nfour$/);
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
  test("one that ends in the middle of its body ends the request at the server", async () => {
    let aborted: (() => void) | undefined;
    const isAborted = new Promise<void>((resolve) => (aborted = resolve));
    const origin = await startTestServer((request) => request.on("close", () => aborted?.()).resume());
    const { proxy, entries } = await startTestProxy();
    const client = await openRawClient(proxy.port);
    client.write(`POST ${origin}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf`);
    await expect.poll(() => client.socket.bytesWritten).toBeGreaterThan(0);
    client.socket.resetAndDestroy();
    await isAborted;
    const [entry] = await entries();
    expect(entry?._error).toBeDefined();
  });

  test("one that says nothing that can be read gets a 400, and the others do not notice", async () => {
    const origin = await startTestServer((_, response) => response.end("fine"));
    const { proxy } = await startTestProxy();
    expect(await exchangeRaw(proxy.port, "NOT HTTP AT ALL\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(await exchangeRaw(proxy.port, get(origin))).toMatch(/fine$/);
  });

  test("500 that send their head byte by byte do not hold up another", async () => {
    const origin = await startTestServer((_, response) => response.end("fine"));
    const { proxy } = await startTestProxy();
    const slow = await Promise.all(Array.from({ length: 500 }, () => openRawClient(proxy.port)));
    for (const client of slow) client.write("GET http");
    expect(await exchangeRaw(proxy.port, get(origin))).toMatch(/fine$/);
    for (const client of slow) client.write("://");
    expect(await exchangeRaw(proxy.port, get(origin))).toMatch(/fine$/);
  });

  test("an early answer reaches a client that is still sending", async () => {
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
  test("2,000 connections are all answered and all recorded", async () => {
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
