import { once } from "node:events";
import { type Server, createServer } from "node:http";

import { UserError } from "../errors.ts";

const HOST = "127.0.0.1";

/** Opens loopback listeners on a port and those after it, or on free ports for 0. All of them, or none. */
export async function openListeners(count: number, port: number): Promise<readonly Server[]> {
  const servers: Server[] = [];
  try {
    for (let index = 0; index < count; index++) {
      const server = createServer();
      servers.push(server);
      await listen(server, port === 0 ? 0 : port + index);
    }
    return servers;
  } catch (error) {
    await closeListeners(servers);
    throw error;
  }
}

/** Ends open connections too; the ports are free afterwards. */
export async function closeListeners(servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map(close));
}

/** `http://127.0.0.1:40123` */
export function originOf(server: Server | undefined): string {
  const address = server?.address();
  if (address === null || address === undefined || typeof address === "string")
    throw new Error("The listener has no TCP address.");
  return `http://${HOST}:${address.port}`;
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port, HOST);
    await once(server, "listening");
  } catch (error) {
    throw new UserError(`Cannot listen on port ${port} of ${HOST}.`, {
      hint: "choose another port, or none to let the system choose.",
      cause: error,
    });
  }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
