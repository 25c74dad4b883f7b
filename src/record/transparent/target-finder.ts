import { readFile } from "node:fs/promises";

import { type Endpoint, type SocketRow, readSocketTable } from "./socket-table.ts";

/** Where a program wanted to connect. */
export interface FoundTarget {
  readonly target: Endpoint;
  /** Whether the server is one that the namespace holds itself. */
  readonly isInside: boolean;
}

/** The kernel walks all of its sockets for a table, 5 ms or more: connections that come together share one reading. */
export interface TargetFinder {
  /** Undefined if the connection is in no table, such as one whose program has broken it. */
  readonly find: (remotePort: number | undefined) => Promise<FoundTarget | undefined>;
}

/** @param readTables texts of /proc/net/tcp and tcp6 as they are inside */
export function createTargetFinder(ownPort: number, readTables: () => Promise<readonly string[]>): TargetFinder {
  let next: Promise<readonly SocketRow[]> | undefined;
  const read = (): Promise<readonly SocketRow[]> => {
    next ??= new Promise<void>((resolve) => void setImmediate(resolve)).then(async () => {
      next = undefined;
      return (await readTables()).flatMap(readSocketTable);
    });
    return next;
  };
  return {
    find: async (remotePort) => {
      for (let reading = 0; reading < MOST_READINGS; reading += 1) {
        const rows = await read().catch(() => NONE);
        const own = rows.find(({ local, remote, isListening }) => {
          return !isListening && local.port === remotePort && remote.port !== ownPort;
        });
        if (own === undefined) continue;
        const { remote: target } = own;
        const isInside = rows.some(({ local, isListening }) => {
          return isListening && local.port === target.port && local.port !== ownPort;
        });
        return { target, isInside };
      }
      return undefined;
    },
  };
}

/** One reading may fail, or miss a row: the kernel gives a table out in pages, while connections come and go (docs/notes/proxy.md). */
const MOST_READINGS = 4;

const NONE: readonly SocketRow[] = [];

export function readTablesOf(pid: number): () => Promise<readonly string[]> {
  return () => Promise.all(["tcp", "tcp6"].map((name) => readFile(`/proc/${pid}/net/${name}`, "latin1")));
}
