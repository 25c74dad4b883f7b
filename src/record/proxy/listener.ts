import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

import { isToken, readVisitor } from "./access.ts";
import { type BypassList, createBypassList } from "./bypasses.ts";
import { answerConnect } from "./connect.ts";
import { type Connection, type ConnectionTraits, createConnection } from "./connection.ts";
import { forward } from "./forward.ts";
import { sendGatewayAnswer } from "./gateway-error.ts";
import type { ProxyOptions } from "./proxy.ts";
import { DENIED, findRoute } from "./route.ts";
import { createLastResponse, isHttp2Offer, joinSockets, rereadWithoutUpgrade } from "./upgrade.ts";
import { LONGEST_HEAD, createUpstream } from "./upstream.ts";

/** A server that forwards what it is asked, not listening yet. */
export interface Listener {
  readonly server: Server;
  readonly bypasses: BypassList;
  readonly close: () => Promise<void>;
}

/** A client may think, and wait, as long as it likes between requests; only a head must come within a minute. */
const SERVER_OPTIONS = {
  keepAliveTimeout: 0,
  requestTimeout: 0,
  headersTimeout: 60_000,
  maxHeaderSize: LONGEST_HEAD,
  requireHostHeader: false,
  noDelay: true,
} as const;

export function createListener(options: ProxyOptions): Listener {
  const { recorder, token, authority } = options;
  const upstream = createUpstream(options.upstream ?? {});
  const bypasses = createBypassList();
  const server = createServer(SERVER_OPTIONS);
  const sockets = new Set<Socket>();
  const connections = new WeakMap<Duplex, Connection>();
  const own = traitsOf(options);
  let suffix = "";
  server.once("listening", () => (suffix = `:${portOf(server)}`));
  const isOwn = (origin: string): boolean => origin.endsWith(suffix) && isLoopback(new URL(origin).hostname);

  const open = (socket: Socket, traits: ConnectionTraits): Connection => {
    const connection = createConnection(recorder, upstream, traits);
    connections.set(socket, connection);
    // After the responses of this connection have noticed: each cancels its own request, and says why.
    socket.once("close", () => setImmediate(() => connection[Symbol.dispose]()));
    return connection;
  };
  /** The tunnel's socket comes back as a connection of this server, with its traits known. */
  const serve = (socket: Socket, traits: ConnectionTraits): Connection => {
    const connection = open(socket, traits);
    server.emit("connection", socket);
    // It was held while its first bytes were looked at.
    socket.resume();
    return connection;
  };
  const pass = (request: IncomingMessage, response: ServerResponse, join?: (socket: Duplex) => void): void => {
    const connection = connections.get(request.socket);
    if (connection === undefined) return;
    const { traits } = connection;
    const route = findRoute(request, { traits, token, isOwn });
    if ("refusal" in route) {
      sendGatewayAnswer(response, route.refusal);
      return;
    }
    const { client, target } = route;
    const parties = { ...traits.parties, ...(client !== undefined && { client }) };
    const passage = { request, response, connection, target, parties, ...(join !== undefined && { join }) };
    connection.enqueue(() => forward(passage));
  };

  server.prependListener("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    if (!connections.has(socket)) open(socket, own);
  });
  server.on("request", (request, response) => pass(request, response));
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => pass(request, response));
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (isHttp2Offer(request)) rereadWithoutUpgrade(server, request, { socket, rest: head });
    else pass(request, createLastResponse(request, socket), (other) => joinSockets(socket, other, head));
  });
  server.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const visitor = readVisitor(request.headers["proxy-authorization"]);
    if (token !== undefined && !isToken(visitor.token, token)) {
      sendGatewayAnswer(createLastResponse(request, socket), DENIED);
      return;
    }
    const parties = { ...own.parties, ...(visitor.name !== "" && { client: visitor.name }) };
    void answerConnect(
      request,
      { socket, head },
      {
        authority,
        bypasses,
        isOnline: options.upstream?.reroute === undefined,
        isPassedThrough: options.isPassedThrough ?? (() => false),
        proxyUriFor: upstream.proxyUriFor,
        serve: (inner, origin, http2) => serve(inner, { origin, http2, parties }),
      },
    );
  });
  return {
    server,
    bypasses,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await upstream.close();
    },
  };
}

/** What holds of every connection before a client has said anything. */
function traitsOf({ client, reverse }: ProxyOptions): ConnectionTraits {
  const parties = client === undefined ? {} : { client };
  if (reverse === undefined) return { parties };
  const { origin, pathname } = new URL(reverse.url);
  return {
    origin,
    isReverse: true,
    basePath: pathname.replace(/\/$/, ""),
    renamesHost: reverse.keepsHost !== true,
    parties: { ...parties, ...(reverse.server !== undefined && { server: reverse.server }) },
  };
}

function portOf(server: Server): number | undefined {
  const address = server.address();
  return typeof address === "object" ? address?.port : undefined;
}

/** Names and addresses of this machine that nobody else can reach. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
