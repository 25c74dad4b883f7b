import { type Socket, connect } from "node:net";
import { networkInterfaces } from "node:os";

import type { Tls } from "../../trace/model/types.ts";
import { clientGone, toDialError } from "./dial-error.ts";
import { orReject } from "./or-reject.ts";
import type { Authority } from "./target.ts";

/** Facts about an established connection to a server. */
export interface ConnectionFacts {
  /** In their order; the last is the one that responded. */
  readonly tried: readonly string[];
  /** Milliseconds; -1 if there was no such step. */
  readonly dns: number;
  readonly connect: number;
  readonly ssl: number;
  readonly tls?: Tls;
}

export interface Dialled {
  readonly socket: Socket;
  readonly facts: ConnectionFacts;
}

export interface DialOptions {
  /** Milliseconds. */
  readonly now: () => number;
  /** Gives up when the client disconnects. */
  readonly signal: AbortSignal;
  /** Called with the connected socket before any other code has it: closes it if something fails then. */
  readonly keep: (socket: Socket) => void;
}

/** Connects to a server by TCP. The client and the system decide how long that may take. Throws a `DialError`. */
export function dial({ host, port }: Authority, { now, signal, keep }: DialOptions): Promise<Dialled> {
  const zone = zoneOf(host);
  if (zone !== "" && !isInterface(zone)) {
    return Promise.reject(toDialError(Object.assign(new Error("no such zone"), { code: "ENOTFOUND" }), host, []));
  }
  const started = now();
  const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
  return new Promise((resolve, reject) => {
    const safely = orReject((fault) => {
      reject(fault);
      // Not within an event of connecting, because Node would throw where it cannot be caught (docs/notes/proxy.md).
      setImmediate(() => socket.destroy());
    });
    const { tried, connected } = watchConnecting(socket, { now, started, safely });
    const giveUp = safely(() => socket.destroy());
    const unlessNear =
      zone === "" && isLinkLocal(host)
        ? setTimeout(
            safely(() => socket.destroy(Object.assign(new Error("not here"), { code: "EHOSTUNREACH" }))),
            NEAR,
          )
        : undefined;
    const settle = (): void => {
      clearTimeout(unlessNear);
      signal.removeEventListener("abort", giveUp);
      socket.removeListener("error", fail).removeListener("close", close);
    };
    const fail = safely((error: Error) => {
      settle();
      reject(toDialError(error, host, tried));
    });
    const close = safely(() => {
      settle();
      reject(clientGone(tried));
    });
    socket.once("error", fail).once("close", close);
    signal.addEventListener("abort", giveUp);
    socket.once(
      "connect",
      safely(() => {
        settle();
        // The receiver attaches its listeners in a moment.
        socket.on("error", ignore);
        keep(socket);
        resolve({ socket, facts: connected() });
      }),
    );
    if (signal.aborted) giveUp();
  });
}

/** Made here, because a listener holds what is around it for as long as the connection is open. */
const ignore = (): void => {};

interface Connecting {
  readonly tried: readonly string[];
  /** To be called when the socket is connected. */
  readonly connected: () => ConnectionFacts;
}

/** Facts that a socket reports while it connects. */
function watchConnecting(
  socket: Socket,
  {
    now,
    started,
    safely,
  }: { readonly now: () => number; readonly started: number; readonly safely: ReturnType<typeof orReject> },
): Connecting {
  const tried: string[] = [];
  let resolved = -1;
  socket.on(
    "lookup",
    safely(() => (resolved = now())),
  );
  socket.on(
    "connectionAttempt",
    safely((address: string, attempted: number) => {
      tried.push(`${address.includes(":") ? `[${address}]` : address}:${attempted}`);
    }),
  );
  return {
    tried,
    connected: () => {
      // Both hold all of this for as long as the connection is open.
      socket.removeAllListeners("lookup").removeAllListeners("connectionAttempt");
      const lookedUp = resolved < 0 ? started : resolved;
      return { tried, dns: resolved < 0 ? -1 : resolved - started, connect: now() - lookedUp, ssl: -1 };
    },
  };
}

/**
 * Milliseconds. A link-local address is incomplete without the name of the link: the client's own system refuses it at once. But clients
 * such as curl do not send that name to a proxy (docs/notes/proxy.md), so it is looked up where Node does, on the first interface that has
 * such addresses, and only as long as a neighbor may take.
 */
const NEAR = 3000;

/** RFC 4291, section 2.5.6. */
function isLinkLocal(host: string): boolean {
  return /^fe[89ab][\da-f]:/i.test(host);
}

function zoneOf(host: string): string {
  const at = host.indexOf("%");
  return at > 0 && host.includes(":") ? host.slice(at + 1) : "";
}

/** Node uses the first interface if the named one does not exist. A zone is a name, or a number (RFC 4007, section 11.2). */
function isInterface(zone: string): boolean {
  return Object.entries(networkInterfaces()).some(
    ([name, addresses = []]) =>
      name === zone || addresses.some((address) => address.family === "IPv6" && String(address.scopeid) === zone),
  );
}
