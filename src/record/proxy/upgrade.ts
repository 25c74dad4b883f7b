import { type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Whether a request to switch protocols is better read as an ordinary one. HTTP/2 without TLS is offered by some
 * clients on every first request (curl --http2, Java); to ignore the offer is always allowed (RFC 9110, section 7.8).
 */
export function isHttp2Offer({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "h2c";
}

/** Gives the server a request once more, without what asks for a switch of protocols. */
export function rereadWithoutUpgrade(
  server: Server,
  request: IncomingMessage,
  { socket, rest }: { readonly socket: Duplex; readonly rest: Buffer },
): void {
  const { method, url, httpVersion, rawHeaders } = request;
  let head = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (/^(?:upgrade|http2-settings|connection)$/i.test(name)) continue;
    head += `${name}: ${rawHeaders[index + 1]}\r\n`;
  }
  socket.unshift(Buffer.concat([Buffer.from(`${head}\r\n`, "latin1"), rest]));
  server.emit("connection", socket);
  socket.resume();
}

/** A response on the bare socket that Node hands over where a client asks for another protocol, or a tunnel. */
export function createLastResponse(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  // A Duplex that Node's server hands over is a net.Socket or a TLSSocket.
  response.assignSocket(socket as Parameters<ServerResponse["assignSocket"]>[0]);
  // Where the server does not agree, its answer is the last thing on this connection.
  response.once("finish", () => socket.end());
  return response;
}

/** Passes bytes both ways until either side ends; what one does is done to the other. */
export function joinSockets(client: Duplex, server: Duplex, rest: Buffer): void {
  if (rest.length > 0) server.write(rest);
  client.pipe(server);
  server.pipe(client);
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.once("error", () => other.destroy());
    one.once("close", () => other.destroy());
  }
}
