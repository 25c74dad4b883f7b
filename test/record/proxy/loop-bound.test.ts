import { EventEmitter } from "node:events";

import { expect, test } from "vitest";

import { createLoopBound } from "../../../src/record/proxy/loop-bound.ts";

const MOST = 250;
const HEAD = Buffer.from("GET / HTTP/1.1\r\n\r\n");
const suspect = { place: "shop.example", head: HEAD, signal: new AbortController().signal };

function createSocket(): EventEmitter & { bytesRead: number } {
  return Object.assign(new EventEmitter(), { bytesRead: 0 });
}

function fill(): { admit: (count: number) => Promise<number>; sockets: EventEmitter[] } {
  // A trial whose time never passes ends only when it holds too many.
  const bound = createLoopBound(MOST, () => {});
  const sockets: EventEmitter[] = [];
  const admit = async (count: number): Promise<number> => {
    const ends = await Promise.allSettled(
      Array.from({ length: count }, async () => {
        await bound.admit(suspect);
        const socket = createSocket();
        sockets.push(socket);
        bound.add(socket, HEAD);
      }),
    );
    return ends.filter(({ status }) => status === "fulfilled").length;
  };
  return { admit, sockets };
}

test.each([17, 20, 100])("bursts of %d that no trial can decide do not raise the most that may wait", async (burst) => {
  const { admit, sockets } = fill();
  while ((await admit(burst)) > 0);
  expect(sockets.length).toBeGreaterThanOrEqual(1000);
  expect(sockets.length).toBeLessThan(1000 + burst);
});

test("a loop stays one until none of its connections waits", async () => {
  const { admit, sockets } = fill();
  while ((await admit(20)) > 0);
  for (const socket of sockets.splice(100)) socket.emit("close");
  expect(await admit(MOST - 100)).toBe(MOST - 100);
  expect(await admit(20)).toBe(0);
  for (const socket of sockets.splice(0)) socket.emit("close");
  expect(await admit(MOST)).toBe(MOST);
  // Suspected anew, and let go since too many are held.
  expect(await admit(20)).toBe(20);
});
