import type { Failure } from "../../wire/exchanges.ts";
import { type Carrier, UNCHANGED } from "./carrier.ts";
import type { WireEnd } from "./wire-end.ts";

/** Listens to a copy of what passes. */
export interface Tap {
  readonly sent: (chunk: Buffer) => void;
  readonly received: (chunk: Buffer) => void;
  readonly finish: (side: Failure["side"]) => void;
  readonly reset: (side: Failure["side"], error: Error) => void;
}

export interface Splice {
  readonly client: WireEnd;
  readonly server: WireEnd;
  /** @default no tap */
  readonly tap?: Tap;
  /** Called for each chunk of the client before it is passed on; false ends the connection. @default all chunks may pass */
  readonly admits?: (chunk: Buffer) => boolean;
  /** Changes what the client sends on its way to the server; the tap receives it as the server does. @default nothing is changed */
  readonly carrier?: Carrier;
}

/**
 * Joins two ends: bytes are passed on as they arrive, at the pace at which the other end accepts them. If one end closes its half or
 * breaks, the same is done to the other end. A tap receives bytes after they have been passed on, and an end before: when a client sees the
 * end of a response, it is recorded.
 */
export function splice({ client, server, tap, admits, carrier = UNCHANGED }: Splice): void {
  const send = (bytes: Buffer): void => {
    if (bytes.length === 0) return;
    server.pass(bytes);
    tap?.sent(bytes);
  };
  join("client", client, server, {
    tap,
    admits,
    pass: (chunk) => send(carrier.sent(chunk)),
    finish: () => send(carrier.finish()),
  });
  join("server", server, client, {
    tap,
    admits: undefined,
    pass: (chunk) => {
      client.pass(chunk);
      tap?.received(chunk);
      send(carrier.received(chunk));
    },
    finish: () => {},
  });
}

interface Joint {
  readonly tap: Tap | undefined;
  readonly admits: Splice["admits"];
  readonly pass: (chunk: Buffer) => void;
  /** Called before the other end learns that this one has closed its half. */
  readonly finish: () => void;
}

function join(side: Failure["side"], from: WireEnd, to: WireEnd, { tap, admits, pass, finish }: Joint): void {
  const other = side === "client" ? "server" : "client";
  from.listen({
    data: (chunk) => {
      if (admits?.(chunk) === false) {
        tap?.reset(side, new Error(`the ${side} was refused`));
        from.finish();
        to.reset();
        return;
      }
      pass(chunk);
      if (to.isFull) from.pause();
    },
    end: () => {
      finish();
      tap?.finish(side);
      to.finishLike(from);
    },
    broken: (error) => {
      tap?.reset(side, error);
      to.reset();
    },
    drained: () => {
      if (!to.isBroken) to.resume();
    },
  });
  if (from.hasEnded) {
    finish();
    tap?.finish(side);
    to.finishLike(from);
  } else if (from.isBroken) {
    tap?.reset(side, new Error(`the ${side} disconnected before the ${other} connected`));
    to.reset();
  }
}
