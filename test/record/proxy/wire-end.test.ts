import { once } from "node:events";
import { connect, createServer } from "node:net";
import { TLSSocket, connect as connectTls, createSecureContext } from "node:tls";
import { Worker } from "node:worker_threads";

import { expect, onTestFinished, test } from "vitest";

import { Scope } from "../../../src/record/proxy/scope.ts";
import { WireEnd } from "../../../src/record/proxy/wire-end.ts";
import { portOf } from "../../helpers/test-server.ts";
import { localhost } from "../../helpers/tls.ts";
import { aFrame } from "../../wire/frames.ts";

const SENT = 32_000_000;
const SENDER = `
  const { parentPort } = require("node:worker_threads");
  const server = require("node:net").createServer((socket) => {
    socket.end(Buffer.alloc(${SENT}, "x"));
    setImmediate(() => parentPort.postMessage("full"));
  });
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));`;
/** The amount that is read from one connection before others get their turn, and the piece that exceeds it. */
const MOST = 262_144 + 65_536;

test("a fast connection leaves each turn of the event loop to the others, and loses nothing", async () => {
  // In its own thread, which continues to send while this one reads.
  const sender = new Worker(SENDER, { eval: true });
  onTestFinished(async () => void (await sender.terminate()));
  const [port]: unknown[] = await once(sender, "message");
  const socket = connect({ port: Number(port), host: "127.0.0.1" });
  const isFull = once(sender, "message");
  await once(socket, "connect");
  const faults: unknown[] = [];
  const end = new WireEnd(socket, new Scope(socket, { open: new Set(), onFault: (fault) => void faults.push(fault) }));
  await isFull;
  let [all, inTurn, most] = [0, 0, 0];
  const count = (): void => {
    most = Math.max(most, inTurn);
    inTurn = 0;
    if (!socket.closed) setImmediate(count);
  };
  setImmediate(count);
  await new Promise<void>((resolve) => {
    end.listen({
      data: ({ length }) => {
        all += length;
        inTurn += length;
        // As if its peer's buffer was full.
        if (all > SENT / 2 && all - length <= SENT / 2) {
          end.pause();
          setTimeout(() => end.resume());
        }
      },
      end: resolve,
      broken: () => resolve(),
      drained: () => {},
    });
  });
  expect([all, faults]).toEqual([SENT, []]);
  expect(most).toBeLessThanOrEqual(MOST);
});

test("the reset of a stream is passed on in a TLS record of its own, and in its order", async () => {
  const faults: unknown[] = [];
  let take: (end: WireEnd) => void = () => {};
  const accepted = new Promise<WireEnd>((resolve) => (take = resolve));
  const server = createServer((raw) => {
    const scope = new Scope(raw, { open: new Set(), onFault: (fault) => void faults.push(fault) });
    const secure = new TLSSocket(raw, { isServer: true, secureContext: createSecureContext(localhost) });
    secure.once("secure", () => take(new WireEnd(secure, scope, raw)));
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connectTls({ port: portOf(server), host: "127.0.0.1", ca: localhost.cert });
  onTestFinished(() => void client.destroy());
  // Node reports one record at a time.
  const records: Buffer[] = [];
  client.on("data", (chunk: Buffer) => void records.push(chunk));
  const end = await accepted;
  const head = aFrame(1, { flags: 4 });
  const data = aFrame(0, { payload: Buffer.from("data") });
  const reset = aFrame(3, { payload: Buffer.alloc(4) });
  const ping = aFrame(6, { stream: 0, payload: Buffer.alloc(8) });
  for (const piece of [head, data, reset, ping]) end.pass(piece);
  expect(end.isFull).toBe(true);
  const all = Buffer.concat([head, data, reset, ping]);
  await expect.poll(() => Buffer.concat(records).toString("hex")).toBe(all.toString("hex"));
  expect(records.filter((record) => record.includes(data) && record.includes(reset))).toEqual([]);
  expect([end.isFull, faults]).toEqual([false, []]);
});
