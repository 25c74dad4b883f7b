import type { Failure, TlsAlert } from "../../wire/exchanges.ts";
import { beginsWithPreface, isBeginningOfPreface } from "../../wire/http2-preface.ts";

/** A parser of both directions of a connection, whichever version of HTTP it reads. */
export interface HeardConnection {
  readonly client: { readonly push: (bytes: Uint8Array) => void };
  readonly server: { readonly push: (bytes: Uint8Array) => void };
  readonly finish: (side: Failure["side"]) => void;
  readonly reset: (side: Failure["side"], alert?: TlsAlert) => void;
}

/**
 * Reads HTTP/2 where the client's first bytes are its preface, and HTTP/1.x otherwise: a client that knows its server need not offer HTTP/2
 * in TLS (RFC 9113, section 3.3). Data that the server sends before that is held.
 */
export function hearByPreface(create: (isHttp2: boolean) => HeardConnection): HeardConnection {
  let chosen: HeardConnection | undefined;
  let first: Buffer = Buffer.alloc(0);
  const early: Uint8Array[] = [];
  let earlySize = 0;

  const choose = (): HeardConnection => {
    if (chosen !== undefined) return chosen;
    chosen = create(beginsWithPreface(first));
    if (first.length > 0) chosen.client.push(first);
    for (const piece of early) chosen.server.push(piece);
    return chosen;
  };

  const begin = (bytes: Uint8Array): void => {
    first = Buffer.concat([first, bytes]);
    if (!isBeginningOfPreface(first)) choose();
  };

  return {
    client: { push: (bytes) => (chosen === undefined ? begin(bytes) : chosen.client.push(bytes)) },
    server: {
      push: (bytes) => {
        if (chosen !== undefined) return chosen.server.push(bytes);
        early.push(Buffer.from(bytes));
        earlySize += bytes.byteLength;
        // An HTTP/2 server sends little before it has received data from its client.
        if (earlySize > MOST_EARLY) choose();
      },
    },
    finish: (side) => choose().finish(side),
    reset: (side, alert) => choose().reset(side, alert),
  };
}

const MOST_EARLY = 16_384;
