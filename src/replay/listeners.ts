import { once } from "node:events";
import { type Server, createServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";

import { UserError } from "../errors.ts";
import type { ServerCredentials } from "../record/certificates/create-credentials.ts";

const HOST = "127.0.0.1";

/** What clients may call an address of a replay; the first is what the replay calls it. */
export const LOOPBACK_HOSTS = [HOST, "localhost", "::1"] as const;

/** A loopback address that answers. */
export interface Listener {
  readonly server: Server;
  readonly scheme: "http" | "https";
  /** Ends open connections too; the port is free afterwards. */
  readonly close: () => Promise<void>;
}

/**
 * Opens loopback listeners on a port and those after it, or on free ports for 0. All of them, or none.
 *
 * @param credentials One for each listener: with them it speaks HTTPS, undefined makes it speak HTTP.
 */
export async function openListeners(
  credentials: readonly (ServerCredentials | undefined)[],
  port: number,
): Promise<readonly Listener[]> {
  const listeners: Listener[] = [];
  try {
    for (const [index, own] of credentials.entries()) {
      listeners.push(await openListener(own, port === 0 ? 0 : port + index));
    }
    return listeners;
  } catch (error) {
    await closeListeners(listeners);
    throw error;
  }
}

export async function closeListeners(listeners: readonly Listener[]): Promise<void> {
  await Promise.all(listeners.map(({ close }) => close()));
}

/** `http://127.0.0.1:40123` */
export function originOf(listener: Listener | undefined): string {
  const address = listener?.server.address();
  if (listener === undefined || address === null || typeof address !== "object")
    throw new Error("The listener has no TCP address.");
  return `${listener.scheme}://${HOST}:${address.port}`;
}

async function openListener(credentials: ServerCredentials | undefined, port: number): Promise<Listener> {
  const server = credentials === undefined ? createServer() : createHttpsServer({ ...credentials });
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await listen(server, port);
  return {
    server,
    scheme: credentials === undefined ? "http" : "https",
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      // `closeAllConnections` leaves alone what is still in its TLS handshake.
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port, HOST);
    await once(server, "listening");
  } catch (error) {
    throw new UserError(`Cannot listen on port ${port} of ${HOST}.`, {
      hint: "Choose another port, or none to let the system choose.",
      cause: error,
    });
  }
}
