import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

import type { Scope } from "./scope.ts";

/** Tells whether a TLS stream ended without close_notify, as one that was cut does (RFC 8446, section 6.1): Node reports both in the same way. */
export interface CloseNotify {
  /** Called for each piece of data, which is the content of one record. */
  readonly count: (length: number) => void;
  /** Called once, at the end; false if it cannot be told. */
  readonly isMissing: () => boolean;
}

/**
 * Looks at how many bytes have come beneath TLS when everything that had arrived was read: if none came after that, no close_notify did. If
 * some did, they are the records of the data that followed, and one alert, or a record that was cut.
 *
 * @param below what it was made over
 */
export function watchCloseNotify(socket: TLSSocket, below: Socket, scope: Scope): CloseNotify {
  // The proxy of the user may be reached over TLS itself.
  if (below instanceof TLSSocket) return NEVER_MISSING;
  let overhead = overheadOf(socket);
  /** Whether the peer adds no padding to its records: Java does in TLS 1.3. */
  let isExact = false;
  /** Bytes beneath at the last look. */
  let seen: number | undefined;
  let bytes = 0;
  let records = 0;
  let isLooking = false;
  let hasEnded = false;
  const othersSince = (then: number): number => below.bytesRead - then - bytes - records * (overhead ?? Number.NaN);
  const look = scope.guard(() => {
    isLooking = false;
    // While it is paused, more may have been read than was counted, and even the end.
    if (hasEnded || socket.isPaused()) return;
    if (!isExact && records > 0 && seen !== undefined) isExact = othersSince(seen) === 0;
    seen = below.bytesRead;
    bytes = 0;
    records = 0;
  });
  // At the end of this turn: if close_notify arrived together with the data, the end comes before it.
  const lookLater = (): void => {
    if (!isLooking) setImmediate(look);
    isLooking = true;
  };
  // After messages of TLS itself, handshakes and tickets, what came before tells nothing.
  const restart = scope.guard(() => {
    seen = undefined;
    overhead = overheadOf(socket);
    lookLater();
  });
  socket.on("secure", restart).on("session", restart).on("resume", scope.guard(lookLater));
  return {
    count: (length) => {
      bytes += length;
      records += 1;
      lookLater();
    },
    isMissing: () => {
      hasEnded = true;
      if (seen === undefined) return false;
      if (below.bytesRead === seen) return true;
      if (overhead === undefined || (!isExact && socket.getProtocol() === "TLSv1.3")) return false;
      const others = othersSince(seen);
      const alert = overhead + ALERT_LENGTH;
      // There may be two alerts. Less than one is what was left of a record that had arrived in part.
      return others === 0 || (others > alert && others % alert !== 0);
    },
  };
}

export const NEVER_MISSING: CloseNotify = { count: () => {}, isMissing: () => false };

/** Of the message itself: level and description. */
const ALERT_LENGTH = 2;

/**
 * What a record has in addition to its content, without padding (RFC 8446, section 5.2; RFC 5288; RFC 7905); undefined if that depends on the
 * content.
 */
function overheadOf(socket: TLSSocket): number | undefined {
  // Nothing before the end of the handshake, against Node's types.
  const cipher: { readonly name: string } | undefined = socket.getCipher();
  const name = cipher?.name ?? "";
  if (!/GCM|POLY1305/.test(name)) return undefined;
  if (socket.getProtocol() === "TLSv1.3") return 22;
  return name.includes("GCM") ? 29 : 21;
}
