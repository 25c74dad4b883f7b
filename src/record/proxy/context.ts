import type { SecureContext } from "node:tls";

import type { Recording } from "../capture/recording.ts";
import type { TraceContext } from "../capture/trace-context.ts";
import type { Mirror } from "../certificates/mirror.ts";
import type { AskedPlaces } from "./asked-places.ts";
import type { BypassList } from "./bypasses.ts";
import type { LoopBound } from "./loop-bound.ts";
import type { PassThroughMemory } from "./pass-through-memory.ts";
import type { Place } from "./route.ts";
import type { Upstream } from "./upstream.ts";

/** Makes certificates for the hosts that clients request. */
export interface CertificateSource {
  /** For a host about which nothing is known. */
  readonly contextFor: (host: string) => Promise<SecureContext>;
  /** A server's certificate: names, dates, and whether it is trusted. */
  readonly contextLike: Mirror;
}

/** The shared state of a listener's connections. */
export interface ProxyContext {
  readonly place: Place;
  readonly upstream: Upstream;
  /** Without one, TLS is passed on unread. */
  readonly authority: CertificateSource | undefined;
  readonly isPassedThrough: (host: string) => boolean;
  readonly memory: PassThroughMemory;
  readonly asked: AskedPlaces;
  /** For a reverse listener, whose server may be another listener of ours. */
  readonly sameHeads: LoopBound | undefined;
  readonly bypasses: BypassList;
  /** How an unreachable server appears to a client: as a broken connection, or as an error page. */
  readonly onFailure: "reset" | "502";
  /** Where exchanges of a client of this name are recorded; undefined: nowhere. */
  readonly recordingFor: (client: string) => Recording | undefined;
  readonly now: () => number;
  /** The trace context for requests that have none; undefined: requests are passed on unchanged. */
  readonly traceContext: TraceContext | undefined;
}
