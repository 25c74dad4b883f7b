import { once } from "node:events";
import { createServer as createTlsServer } from "node:tls";
import { Worker } from "node:worker_threads";

import { expect, onTestFinished, test } from "vitest";

import { createRedactor } from "../../../src/redact/redactor.ts";
import { PREFACE } from "../../../src/wire/http2-preface.ts";
import { startTestProxy } from "../../helpers/proxy.ts";
import { portOf, startTestServer } from "../../helpers/test-server.ts";
import { localhost, oneCertificate } from "../../helpers/tls.ts";
import { aBlock, aFrame } from "../../wire/frames.ts";

/** A client in its own thread, as a program has its own process; it sets a shared number when it has seen the end of a response. */
const CLIENT = `
  const { workerData: { port, request, seen, isToldByEnd } } = require("node:worker_threads");
  const socket = require("node:net").connect(port, "127.0.0.1", () => socket.write(request));
  const tell = () => { Atomics.store(seen, 0, 1); Atomics.notify(seen, 0); };
  let got = "";
  socket.on("data", (data) => { got += data; if (!isToldByEnd && /the end(?:\\r\\n0\\r\\n\\r\\n)?$/.test(got)) tell(); });
  for (const event of ["end", "error"]) socket.on(event, () => { tell(); process.exit(); });`;

/** Longer than any response takes that is not held back. */
const MILLISECONDS = 400;

test.each([
  ["by its length", { "Content-Length": "7" }],
  ["by its chunks", { "Transfer-Encoding": "chunked" }],
  ["by the end of the connection", { Connection: "close" }],
])("a program sees the end of a response, marked by %s, when a durable recording has it", async (_, headers) => {
  const origin = await startTestServer((_request, response) => {
    response.useChunkedEncodingByDefault = "Transfer-Encoding" in headers;
    response.writeHead(200, headers).end("the end");
  });
  const request = `GET ${origin}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  expect(await watchOrder(request, "Connection" in headers)).toEqual([[0], 1]);
});

test.each(["sent to the proxy", "sent through a tunnel"])(
  "a program sees that the server closed the connection of a request %s, when a durable recording has it",
  async (way) => {
    const origin = await startTestServer((_request, response) => {
      response.writeHead(200, { "Content-Length": "70" });
      response.write("the beginning", () => response.socket?.resetAndDestroy());
    });
    const { host } = new URL(origin);
    const request =
      way === "sent to the proxy"
        ? `GET ${origin}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`
        : `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\nGET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    expect(await watchOrder(request, true)).toEqual([[0], 1]);
  },
);

const SETTINGS = aFrame(4, { stream: 0 });
const PING = aFrame(6, { stream: 0, payload: Buffer.alloc(8) });
const RESET = aFrame(3, { payload: Buffer.of(0, 0, 0, 2) });

/** The same over HTTP/2: it sends a PING when the response has begun, and tells when it has seen the reset of its stream. */
const HTTP2_CLIENT = `
  const { workerData: { port, target, ca, request, ping, reset, seen } } = require("node:worker_threads");
  const socket = require("node:net").connect(port, "127.0.0.1", () => socket.write("CONNECT " + target + " HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"));
  socket.once("data", () => {
    const secure = require("node:tls").connect({ socket, host: "127.0.0.1", ca, ALPNProtocols: ["h2"] }, () => secure.write(request));
    let [got, hasPinged] = ["", false];
    secure.on("data", (data) => {
      got += data.toString("latin1");
      if (!hasPinged && got.includes("the beginning")) {
        hasPinged = true;
        secure.write(ping);
      }
      if (!got.includes(Buffer.from(reset).toString("latin1"))) return;
      Atomics.store(seen, 0, 1);
      Atomics.notify(seen, 0);
      process.exit();
    });
  });`;

test("a program sees the reset of its stream of HTTP/2 when a durable recording has it", async () => {
  const server = createTlsServer({ ...localhost, ALPNProtocols: ["h2"] }, (socket) => {
    socket.on("error", () => {});
    const head = aFrame(1, { flags: 4, payload: aBlock({ ":status": "200" }) });
    socket.write(Buffer.concat([SETTINGS, head, aFrame(0, { payload: Buffer.from("the beginning") })]));
    socket.on("data", (chunk: Buffer) => {
      // In a record of its own.
      if (chunk.includes(PING)) socket.write(RESET);
    });
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const target = `127.0.0.1:${portOf(server)}`;
  const asked = aBlock({ ":method": "GET", ":scheme": "https", ":authority": target, ":path": "/" });
  const request = Buffer.concat([PREFACE, SETTINGS, aFrame(1, { flags: 5, payload: asked })]);
  const seen = new Int32Array(new SharedArrayBuffer(4));
  const told = { target, ca: localhost.cert, request, ping: PING, reset: RESET, seen };
  const options = { authority: oneCertificate, upstream: { ca: [localhost.cert] } };
  expect(await watch(HTTP2_CLIENT, told, options)).toEqual([[0], 1]);
});

/** Whether the program had seen the end of a response when it was recorded, and whether it saw it at all. */
function watchOrder(request: string, isToldByEnd: boolean): Promise<readonly [readonly number[], number]> {
  const seen = new Int32Array(new SharedArrayBuffer(4));
  return watch(CLIENT, { request, isToldByEnd, seen });
}

async function watch(
  program: string,
  told: { readonly seen: Int32Array; readonly [its: string]: unknown },
  options: Parameters<typeof startTestProxy>[0] = {},
): Promise<readonly [readonly number[], number]> {
  const { seen } = told;
  const whenRecorded: number[] = [];
  const redactor = createRedactor();
  const watched = Object.assign(Object.create(redactor) as typeof redactor, {
    redactExchange: (exchange: Parameters<typeof redactor.redactExchange>[0]): void => {
      // Ends as soon as the client has been notified.
      Atomics.wait(seen, 0, 0, MILLISECONDS);
      whenRecorded.push(Atomics.load(seen, 0));
      redactor.redactExchange(exchange);
    },
  });
  const { proxy } = await startTestProxy(options, { durability: "exchange", redactor: watched });
  const worker = new Worker(program, { eval: true, workerData: { ...told, port: proxy.port } });
  onTestFinished(async () => void (await worker.terminate()));
  await once(worker, "exit");
  return [whenRecorded, Atomics.load(seen, 0)];
}
