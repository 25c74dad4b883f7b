import { inflateRawSync } from "node:zlib";

import { onlyIf } from "../json/only-if.ts";

/** Inflates the compressed messages of one direction, in the order in which they come (RFC 7692). */
export interface MessageInflater {
  /** Undefined if it cannot be inflated: no later one can be then. */
  readonly inflate: (payload: Buffer) => Buffer | undefined;
  /** A message was not gathered, so that those after it cannot be inflated. */
  readonly lose: () => undefined;
}

/**
 * A message may refer to the 32 KiB before it, whatever window was agreed upon; one that was compressed for itself
 * does not, so that handing it the window does no harm.
 */
export function createMessageInflater(): MessageInflater {
  let window = Buffer.alloc(0);
  let isLost = false;
  const lose = (): undefined => {
    isLost = true;
    window = Buffer.alloc(0);
  };
  return {
    inflate: (payload) => {
      if (isLost) return undefined;
      try {
        const inflated = inflateRawSync(Buffer.concat([payload, FLUSH]), {
          finishFlush: Z_SYNC_FLUSH,
          maxOutputLength: LONGEST_MESSAGE,
          ...onlyIf(window.byteLength > 0, { dictionary: window }),
        });
        window = Buffer.from(Buffer.concat([window, inflated.subarray(-WINDOW)]).subarray(-WINDOW));
        return inflated;
      } catch {
        return lose();
      }
    },
    lose,
  };
}

/** Its number in zlib.h: to read it of node:zlib would load that with every recorder. */
const Z_SYNC_FLUSH = 2;

/** The bytes that a sender removes from each message (RFC 7692, section 7.2.1). */
const FLUSH = Buffer.of(0, 0, 0xff, 0xff);

/** Bytes. */
const WINDOW = 32_768;

/** Bytes; a few hundred kilobytes could unfold into gigabytes. */
const LONGEST_MESSAGE = 1 << 24;
