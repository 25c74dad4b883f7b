import { once } from "node:events";
import { type Server, createServer } from "node:net";

import type { ReplayDoors } from "../record/register/lead-connections.ts";
import type { Entry } from "../trace/model/types.ts";
import type { ReplayProxy } from "./replay-proxy.ts";
import { findUnknownNames } from "./unknown-names.ts";

/** Ports of this machine at which a replay takes connections in the name of each recorded server. Released by `Symbol.asyncDispose`. */
export interface OpenDoors extends AsyncDisposable {
  /** For the programs that are led here. */
  readonly map: ReplayDoors;
}

/** Opens a door for each server, for Node programs that lead their connections themselves. */
export async function openDoors(
  proxy: Pick<ReplayProxy, "lead" | "port" | "refused">,
  entries: readonly Entry[],
): Promise<OpenDoors> {
  const places = new Map(entries.flatMap(({ request }) => readPlace(request.url)));
  const servers: Server[] = [];
  const open = async (host: string, port: number): Promise<number> => {
    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (socket) => {
      socket.on("error", () => {});
      proxy.lead(socket, { address: { host, port }, name: host });
    });
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  };
  const doors: Record<string, number> = {};
  for (const [place, { host, port }] of places) doors[place] = await open(host, port);
  return {
    map: {
      doors,
      other: await open("unknown.invalid", 80),
      own: [proxy.port],
      refused: proxy.refused,
      unknown: findUnknownNames(entries),
    },
    [Symbol.asyncDispose]: async () => {
      for (const server of servers) server.close();
    },
  };
}

interface Place {
  readonly host: string;
  readonly port: number;
}

function readPlace(url: string): readonly (readonly [string, Place])[] {
  const parsed = URL.parse(url);
  if (parsed === null || !/^(?:https?|wss?):$/.test(parsed.protocol)) return [];
  const host = parsed.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = Number(parsed.port) || (/^(?:https|wss):$/.test(parsed.protocol) ? 443 : 80);
  return [[`${host}:${port}`, { host, port }]];
}
