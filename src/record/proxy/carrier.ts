import { beginsWithPreface, isBeginningOfPreface } from "../../wire/http2-preface.ts";
import type { TraceContext } from "../capture/trace-context.ts";
import { carryHttp1 } from "./carry-http1.ts";
import { carryHttp2 } from "./carry-http2.ts";

/**
 * Adds a header to the requests of a connection: takes what the client sends, and returns what to pass on instead. Nothing is lost: bytes
 * that are not requests are passed on unchanged.
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
      // A copy, because the memory of a chunk may be reused after it was passed on.
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
