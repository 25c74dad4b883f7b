import { once } from "node:events";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";

import { expect, onTestFinished, test } from "vitest";

import { Scope } from "../../../src/record/proxy/scope.ts";
import { WireEnd } from "../../../src/record/proxy/wire-end.ts";

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
