import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";

import { UserError } from "../../errors.ts";
import type { Recorder } from "../capture/recorder.ts";
import type { TraceContext } from "../capture/trace-context.ts";
import type { Bypass } from "./bypasses.ts";
import type { LedTarget } from "./connect.ts";
import type { CertificateSource } from "./context.ts";
import { type Listener, createListener, isLoopback } from "./listener.ts";
import type { UpstreamOptions } from "./upstream.ts";

export interface ProxyOptions {
  /** @default nothing is recorded */
  readonly recorder?: Pick<Recorder, "isDurable" | "recordingFor">;
  /** Address to listen on; any but a loopback address needs a token. @default "127.0.0.1" */
  readonly host?: string;
  /** 0 lets the system choose. @default 0 */
  readonly port?: number;
  /** Participant id of clients that do not name themselves with the user name of the proxy URL. */
  readonly client?: string;
  /** Reads HTTPS with certificates of this CA; without one, HTTPS is passed on without being parsed. */
  readonly authority?: CertificateSource;
  /** Whether `host:port` is passed on without being parsed. @default false for all */
  readonly isPassedThrough?: (host: string) => boolean;
  readonly upstream?: UpstreamOptions;
  /**
   * How an unreachable server appears to a client: as a broken connection, which is the closest to what it would see without a proxy, or as
   * a page with status 502 and the reason.
   *
   * @default "reset"
   */
  readonly onFailure?: "reset" | "502";
  /** Acts as one server, for programs that cannot be configured to use a proxy. */
  readonly reverse?: ReverseOptions;
  /** What clients must send as the password of the proxy URL, or as header `Wirewalk-Token` to a reverse listener. */
  readonly token?: string;
  /** Adds `traceparent` to requests that have none. @default nothing is added */
  readonly traceContext?: TraceContext | undefined;
}

export interface ReverseOptions {
  /** Origin and base path of the server: `http://127.0.0.1:9292/image`. */
  readonly url: string;
  /** Participant id of the server. */
  readonly server?: string;
  /** Whether the server receives the host name that the client used. @default false: its own */
  readonly keepsHost?: boolean;
}

/** A recording proxy that listens. Released by `Symbol.asyncDispose`, which ends open connections. */
export interface RecordingProxy extends AsyncDisposable {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  readonly port: number;
  /** The proxy URL of a program that is to appear under this participant id; with the token, if there is one. */
  readonly urlFor: (client: string) => string;
  /** Accepts a connection that was redirected here, for a server that its client did not name. */
  readonly lead: (socket: Socket, target: LedTarget) => void;
  /** Accepts a connection whose client uses a proxy, as if it had been opened to this one. */
  readonly take: (socket: Socket) => void;
  /** The traffic that has bypassed the recorder so far. */
  readonly bypasses: readonly Bypass[];
}

/**
 * Starts a recorded proxy: a forward proxy (absolute-form and CONNECT), or a reverse proxy for one server. It passes bytes on as they
 * arrive; the recorder's parsers listen to a copy.
 *
 * @throws UserError if the address is not loopback and there is no token, or when the port is taken.
 */
export async function startProxy(options: ProxyOptions): Promise<RecordingProxy> {
  const { host = "127.0.0.1", port = 0, token } = options;
  if (token === "")
    throw new UserError("The token of the proxy is empty.", { hint: "Give one, or remove the option." });
  if (token === undefined && !isLoopback(host)) {
    throw new UserError(`Anyone who can reach ${host} could use this proxy.`, {
      hint: "Set a token with --token, or listen on 127.0.0.1.",
    });
  }
  const listener = createListener(options);
  const { bypasses, close } = listener;
  const bound = await listen(listener, host, port);
  const authority = `${host.includes(":") ? `[${host}]` : host}:${bound}`;
  return {
    url: `http://${authority}`,
    port: bound,
    urlFor: (client) =>
      `http://${encodeURIComponent(client)}:${encodeURIComponent(token ?? ANY_PASSWORD)}@${authority}`,
    lead: listener.lead,
    take: listener.take,
    get bypasses() {
      return bypasses.list();
    },
    [Symbol.asyncDispose]: close,
  };
}

/**
 * With Node's default of 511, the system breaks connections if thousands arrive at once; the system reduces this number to its own limit.
 */
const MOST_UNACCEPTED = 4096;

async function listen({ server, close }: Listener, host: string, port: number): Promise<number> {
  try {
    server.listen({ port, host, backlog: MOST_UNACCEPTED });
    await once(server, "listening");
    // A server that listens on TCP has an address of this shape.
    return (server.address() as AddressInfo).port;
  } catch (error) {
    await close();
    throw new UserError(`Cannot listen on port ${port} of ${host}.`, {
      hint: "Choose another port, or 0 to let the system choose.",
      cause: error,
    });
  }
}

/**
 * Without a token, any password is accepted, but there must be one: python-requests drops a user name without a password, urllib one with
 * an empty password.
 */
const ANY_PASSWORD = "x";
