import { createHash } from "node:crypto";

/** IDs are derived from the data, so that sending it twice results in the same spans. */
export function toTraceId(session: string): string {
  return hash(session).slice(0, 32);
}

/** @param number of the exchange at its recorder; followed by a part's number for a part */
export function toSpanId(session: string, recorder: string, number: string): string {
  return hash(JSON.stringify([session, recorder, number])).slice(0, 16);
}

export function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** SHA-256 of a text that need not be in memory. */
export function hashPieces(pieces: Iterable<string>): string {
  const digest = createHash("sha256");
  for (const piece of pieces) digest.update(piece);
  return digest.digest("hex");
}
