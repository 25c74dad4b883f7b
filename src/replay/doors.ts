import { once } from "node:events";
import { type Server, createServer } from "node:net";

import type { ReplayDoors } from "../record/register/lead-connections.ts";
import type { ReplayProxy } from "./replay-proxy.ts";

/** Ports of this machine at which a replay takes connections in the name of each recorded server. Released by `Symbol.asyncDispose`. */
export interface OpenDoors extends AsyncDisposable {
  /** For the programs that are led here. */
  readonly map: ReplayDoors;
}

/** Opens a door for each server, for Node programs that lead their connections themselves. */
export async function openDoors(
  proxy: Pick<ReplayProxy, "lead" | "places" | "port" | "refused" | "unknownNames">,
): Promise<OpenDoors> {
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
  for (const { name, host, port } of proxy.places) doors[name] = await open(host, port);
  return {
    map: {
      doors,
      other: await open("unknown.invalid", 80),
      own: [proxy.port],
      refused: proxy.refused,
      unknown: proxy.unknownNames,
    },
    [Symbol.asyncDispose]: async () => {
      for (const server of servers) server.close();
    },
  };
}
