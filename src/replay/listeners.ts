import { once } from "node:events";
import { type Server as HttpServer, createServer as createHttpServer } from "node:http";
import { type Http2Server, createServer as createHttp2Server } from "node:http2";
import { type Server, type Socket, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";

import { UserError } from "../errors.ts";
import type { ServerCredentials } from "../record/certificates/create-credentials.ts";
import { hasPreface } from "./has-preface.ts";

const HOST = "127.0.0.1";

/** Names that clients may use for an address of a replay; the first is the replay's own. */
export const LOOPBACK_HOSTS = [HOST, "localhost", "::1"] as const;

/** The protocol of an address. */
export interface Speech {
  /** With them, it uses TLS. */
  readonly credentials: ServerCredentials | undefined;
  /** Whether clients that know both versions get HTTP/2. */
  readonly prefersHttp2: boolean;
}

/** A loopback address that responds, in the version of HTTP that the client speaks. */
export interface Listener {
  readonly http1: HttpServer;
  readonly http2: Http2Server;
  /** `http://127.0.0.1:40123` */
  readonly origin: string;
  /** Ends open connections too; the port is free afterwards. */
  readonly close: () => Promise<void>;
}

/** Opens loopback listeners on a port and those after it, or on free ports for 0. All of them, or none. */
export async function openListeners(speeches: readonly Speech[], port: number): Promise<readonly Listener[]> {
  const listeners: Listener[] = [];
  try {
    for (const [index, own] of speeches.entries()) {
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

async function openListener({ credentials, prefersHttp2 }: Speech, port: number): Promise<Listener> {
  const http1 = createHttpServer();
  const http2 = createHttp2Server();
  http2.on("session", (session) => session.on("error", () => {}));
  const take = async (socket: Socket): Promise<void> => {
    // A client of HTTP/2 need not have agreed on it (RFC 9113, section 3.3).
    const version = (await hasPreface(socket)) ? http2 : http1;
    version.emit("connection", socket);
  };
  const protocols = prefersHttp2 ? ["h2", "http/1.1"] : ["http/1.1", "h2"];
  const server =
    credentials === undefined
      ? createServer({ allowHalfOpen: true, noDelay: true }, (socket) => void take(socket))
      : createTlsServer({ ...credentials, ALPNProtocols: protocols }, (socket) => void take(socket));
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const bound = await listen(server, port);
  return {
    http1,
    http2,
    origin: `${credentials === undefined ? "http" : "https"}://${HOST}:${bound}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, HOST);
    await once(server, "listening");
  } catch (error) {
    throw new UserError(`Cannot listen on port ${port} of ${HOST}.`, {
      hint: "Choose another port, or none to let the system choose.",
      cause: error,
    });
  }
  const address = server.address();
  if (address === null || typeof address !== "object") throw new Error("The listener has no TCP address.");
  return address.port;
}
