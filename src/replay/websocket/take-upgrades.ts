import { type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

import { fieldsOf } from "../../trace/flat-fields.ts";
import { asksForWebSocket } from "./handshake.ts";

/** A request for a WebSocket, and the connection that is its own from then on. */
export interface Upgrade {
  readonly request: IncomingMessage;
  /** For a refusal, after which the connection ends. */
  readonly response: ServerResponse;
  readonly upgrade: { readonly socket: Socket; readonly first: Buffer };
}

/** Hands on requests for a WebSocket; any other protocol is not spoken here, and its requests are plain ones. */
export function takeUpgrades(server: Server, take: (upgrade: Upgrade) => void): void {
  server.on("upgrade", (request: IncomingMessage, duplex, first: Buffer) => {
    // Both servers listen on TCP.
    const socket = duplex as Socket;
    socket.on("error", () => {});
    if (!asksForWebSocket(request)) {
      takeBack(server, { request, socket, first });
      return;
    }
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once("finish", () => socket.destroySoon());
    take({ request, response, upgrade: { socket, first } });
  });
}

/** Java offers HTTP/2 with each request, and a server without it responds as if it had not (RFC 9110, section 7.8). */
function takeBack(
  server: Server,
  { request, socket, first }: { readonly request: IncomingMessage; readonly socket: Socket; readonly first: Buffer },
): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [...fieldsOf(rawHeaders)]
    .filter(([name]) => !/^upgrade$/i.test(name))
    .map(([name, value]) => `${name}: ${/^connection$/i.test(name) ? withoutUpgrade(value) : value}`);
  const head = [`${method} ${url} HTTP/${httpVersion}`, ...lines, "", ""].join("\r\n");
  socket.unshift(Buffer.concat([Buffer.from(head, "latin1"), first]));
  server.emit("connection", socket);
}

function withoutUpgrade(connection: string): string {
  return connection
    .split(",")
    .map((option) => option.trim())
    .filter((option) => !/^upgrade$/i.test(option))
    .join(", ");
}
