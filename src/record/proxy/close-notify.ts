import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

import type { Scope } from "./scope.ts";

/** Tells whether a TLS stream ended without close_notify, as one that was cut does (RFC 8446, section 6.1): Node reports both in the same way. */
export interface CloseNotify {
  /** Called for each piece of data. */
  readonly note: () => void;
  /** Called once, at the end; false if it cannot be told. */
  readonly isMissing: () => boolean;
}

/**
 * Looks at how many bytes have come beneath TLS when everything that had arrived was read: if none came after that, no close_notify did. If
 * some did, it may be one of the records in them, among others of TLS itself, so that the end counts as a normal one.
 *
 * @param below what it was made over
 */
export function watchCloseNotify(socket: TLSSocket, below: Socket, scope: Scope): CloseNotify {
  // The proxy of the user may be reached over TLS itself.
  if (below instanceof TLSSocket) return NEVER_MISSING;
  /** Bytes beneath at the last look. */
  let seen: number | undefined;
  let isLooking = false;
  let hasEnded = false;
  const look = scope.guard(() => {
    isLooking = false;
    // While it is paused, more may have been read than was passed on, and even the end.
    if (!hasEnded && !socket.isPaused()) seen = below.bytesRead;
  });
  // At the end of this turn: if close_notify arrived together with the data, the end comes before it.
  const lookLater = (): void => {
    if (!isLooking) atEndOfTurn(look);
    isLooking = true;
  };
  // After messages of TLS itself, handshakes and tickets, what came before tells nothing.
  const restart = scope.guard(() => {
    seen = undefined;
    lookLater();
  });
  socket.on("secure", restart).on("session", restart).on("resume", scope.guard(lookLater));
  return {
    note: lookLater,
    isMissing: () => {
      hasEnded = true;
      return below.bytesRead === seen;
    },
  };
}

export const NEVER_MISSING: CloseNotify = { note: () => {}, isMissing: () => false };

/** What is due at the end of this turn of the event loop. */
let due: (() => void)[] = [];

/** With one immediate for all connections, of which each would cost as much as the look. */
function atEndOfTurn(look: () => void): void {
  if (due.length === 0) setImmediate(endTurn);
  due.push(look);
}

function endTurn(): void {
  const looks = due;
  due = [];
  for (const look of looks) look();
}
