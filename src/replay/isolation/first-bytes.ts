import type { Socket } from "node:net";

/**
 * What a client sends first: the head of an HTTP request, or as much as shows that it is not one; undefined if it leaves silently. The
 * socket still has all of it, and is paused.
 */
export function readFirst(socket: Socket): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    let first: Buffer = Buffer.alloc(0);
    const settle = (): void => {
      socket.off("data", take).off("end", settle).off("close", settle);
      socket.pause();
      if (first.length > 0) socket.unshift(first);
      resolve(first.length > 0 ? first : undefined);
    };
    const take = (chunk: Buffer): void => {
      first = Buffer.concat([first, chunk]);
      if (isEnough(first)) settle();
    };
    socket.on("data", take).on("end", settle).on("close", settle);
  });
}

const LONGEST = 1 << 16;

function isEnough(first: Buffer): boolean {
  return first.length > LONGEST || !mayBeHttp(first) || /\n\r?\n/.test(first.toString("latin1"));
}

/** A client of another protocol waits for a response before it sends more. */
function mayBeHttp(first: Buffer): boolean {
  const [line = "", ...others] = first.toString("latin1").trimStart().split("\n");
  return others.length === 0
    ? /^[\w-]*(?: \S*)?(?: H?T?T?P?\/?[\d.]*\r?)?$/.test(line)
    : / HTTP\/\d\.\d\r?$/.test(line);
}
