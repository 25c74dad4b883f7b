import { beginsWithPreface, isBeginningOfPreface } from "../../wire/http2-preface.ts";
import type { TraceContext } from "../capture/trace-context.ts";
import { carryHttp1 } from "./carry-http1.ts";
import { carryHttp2 } from "./carry-http2.ts";

/**
 * What stands between the ends of a connection where requests get a header of ours: takes what a client sends, and gives what is to be passed
 * on in its place. Nothing is lost: what cannot be read as requests is passed on as it came.
 */
export interface Carrier {
  /** What to pass on now; the beginning of a head is kept until all of it is there. */
  readonly sent: (chunk: Buffer) => Buffer;
  /** Receives the server's bytes; returns bytes that need not be held any longer. */
  readonly received: (chunk: Buffer) => Buffer;
  /** The client closed its half: returns the held bytes. */
  readonly finish: () => Buffer;
}

/** @param context undefined: all is passed on as it comes */
export function createCarrier(context: TraceContext | undefined): Carrier {
  return context === undefined ? UNCHANGED : carryByPreface(context);
}

/** The protocol that TLS agreed on does not determine the version: see `hearByPreface`. */
function carryByPreface(context: TraceContext): Carrier {
  let chosen: Carrier | undefined;
  let first: Buffer = NOTHING;
  return {
    sent: (chunk) => {
      if (chosen !== undefined) return chosen.sent(chunk);
      // A copy: a chunk that was passed on is not ours any more.
      first = Buffer.concat([first, chunk]);
      if (isBeginningOfPreface(first)) return NOTHING;
      chosen = beginsWithPreface(first) ? carryHttp2(context) : carryHttp1(context);
      return chosen.sent(first);
    },
    received: (chunk) => chosen?.received(chunk) ?? NOTHING,
    finish: () => chosen?.finish() ?? first,
  };
}

const NOTHING = Buffer.alloc(0);

export const UNCHANGED: Carrier = { sent: (chunk) => chunk, received: () => NOTHING, finish: () => NOTHING };
