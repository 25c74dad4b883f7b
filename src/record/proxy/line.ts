import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

import type { ConnectionFacts } from "./dial.ts";

/** A connection to a server, or to the user's own proxy on the way there. */
export interface Line {
  readonly socket: Socket;
  /** The socket beneath TLS, or else the same socket. */
  readonly raw: Socket;
  readonly facts: ConnectionFacts;
}

export interface Secured {
  readonly socket: TLSSocket;
  readonly facts: ConnectionFacts;
}
