import { once } from "node:events";
import { Worker } from "node:worker_threads";

import { expect, onTestFinished, test } from "vitest";

import { createRedactor } from "../../../src/redact/redactor.ts";
import { startTestProxy } from "../../helpers/proxy.ts";
import { startTestServer } from "../../helpers/test-server.ts";

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

/** Whether the program had seen the end of a response when it was recorded, and whether it saw it at all. */
async function watchOrder(request: string, isToldByEnd: boolean): Promise<readonly [readonly number[], number]> {
  const seen = new Int32Array(new SharedArrayBuffer(4));
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
  const { proxy } = await startTestProxy({}, { durability: "exchange", redactor: watched });
  const worker = new Worker(CLIENT, { eval: true, workerData: { port: proxy.port, request, seen, isToldByEnd } });
  onTestFinished(async () => void (await worker.terminate()));
  await once(worker, "exit");
  return [whenRecorded, Atomics.load(seen, 0)];
}
