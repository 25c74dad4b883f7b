import { type Server, type Socket, createServer } from "node:net";

import { onlyKnown } from "../../json/only-known.ts";
import { createAskedPlaces } from "./asked-places.ts";
import { type BypassList, createBypassList } from "./bypasses.ts";
import { type LedTarget, answerLed } from "./connect.ts";
import type { ProxyContext } from "./context.ts";
import { Forwarder } from "./forward.ts";
import { createLoopBound } from "./loop-bound.ts";
import { createPassThroughMemory } from "./pass-through-memory.ts";
import type { ProxyOptions } from "./proxy.ts";
import type { ReverseRoute } from "./route.ts";
import { Scope } from "./scope.ts";
import { createUpstream } from "./upstream.ts";
import { WireEnd } from "./wire-end.ts";

/** A server that passes on the requests that it receives, not listening yet. */
export interface Listener {
  readonly server: Server;
  readonly bypasses: BypassList;
  /** Accepts a connection that was redirected here, for a server that its client did not name. */
  readonly lead: (socket: Socket, target: LedTarget) => void;
  /** Accepts a connection whose client uses a proxy, as if it had been opened to this listener. */
  readonly take: (socket: Socket) => void;
  /** Ends open connections; fulfilled when the recorder knows about all of them. */
  readonly close: () => Promise<void>;
}

export function createListener(options: ProxyOptions): Listener {
  const { recorder, token, authority, client: ownClient, reverse } = options;
  const bypasses = createBypassList();
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true });
  const scopes = new Set<Scope>();
  let suffix = "";
  server.once("listening", () => {
    suffix = `:${portOf(server)}`;
    // A connection that could not be accepted ends none of the others.
    server.on("error", (error) => unnamed?.fault(error));
  });
  const isOwn = (origin: string): boolean => origin.endsWith(suffix) && isLoopback(new URL(origin).hostname);
  const upstream = createUpstream(options.upstream ?? {}, isOwn);
  const named = {
    ...onlyKnown({ client: ownClient, server: reverse?.server }),
  };
  const unnamed = recorder?.recordingFor(named);
  const context: ProxyContext = {
    upstream,
    authority,
    bypasses,
    memory: createPassThroughMemory(),
    asked: createAskedPlaces(),
    sameHeads: reverse && createLoopBound(MOST_SAME_HEADS),
    isPassedThrough: options.isPassedThrough ?? (() => false),
    onFailure: options.onFailure ?? "reset",
    now: unnamed?.now ?? (() => 0),
    traceContext: options.traceContext,
    recordingFor: (client) => (client === "" ? unnamed : recorder?.recordingFor({ ...named, client })),
    place: {
      token,
      reverse: reverse && toRoute(reverse),
      isOwn,
      proxyAuthorizationFor: upstream.proxyAuthorizationFor,
    },
  };
  const serve = (socket: Socket, work: (client: WireEnd, scope: Scope) => void): void => {
    const scope = new Scope(socket, {
      open: scopes,
      onFault: (fault) => unnamed?.fault(fault),
      isDurable: recorder?.isDurable === true,
    });
    scope.guard(() => work(new WireEnd(socket, scope), scope))();
  };
  const take = (socket: Socket): void => {
    serve(socket, (client, scope) => void new Forwarder(client, scope, context));
  };
  server.on("connection", take);
  return {
    server,
    bypasses,
    lead: (socket, target) => serve(socket, (client, scope) => answerLed({ client, scope, context }, target)),
    take,
    close: async () => {
      server.close();
      await Promise.all(Array.from(scopes, (scope) => scope.close()));
    },
  };
}

/** Few clients send a server the same request this often before they have received a byte. */
const MOST_SAME_HEADS = 250;

function toRoute({ url, keepsHost }: NonNullable<ProxyOptions["reverse"]>): ReverseRoute {
  const { origin, pathname, host } = new URL(url);
  return { origin, basePath: pathname.replace(/\/$/, ""), host: keepsHost === true ? undefined : host };
}

function portOf(server: Server): number | undefined {
  const address = server.address();
  return typeof address === "object" ? address?.port : undefined;
}

/** Names and addresses of this machine that no other machine can reach. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
