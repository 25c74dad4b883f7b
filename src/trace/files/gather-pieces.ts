/** Text, or bytes that are valid until the next piece is taken. */
export type Piece = string | Uint8Array;

/**
 * Joins small pieces: 100,000 writes of 2 KB cost far more than 800 of 256 KB. They are joined in memory that is used again as soon as it is written: a
 * buffer for each would wait outside of the heap for the collector, which does not see how much that is. There are two, so that one can be written
 * while the other is filled: a result is valid until the second one after it is taken.
 */
export function* gatherPieces(pieces: Iterable<Piece>): Generator<Uint8Array> {
  yield* joinPieces(joinPairs(pieces));
}

/** A character whose surrogates are in two pieces would become two that nobody can read. */
function* joinPairs(pieces: Iterable<Piece>): Generator<Piece> {
  let high = "";
  for (const piece of pieces) {
    if (typeof piece === "string") {
      const text = high + piece;
      high = (text.charCodeAt(text.length - 1) & 0xfc_00) === 0xd8_00 ? text.slice(-1) : "";
      yield high === "" ? text : text.slice(0, -1);
    } else {
      if (high !== "") yield high;
      high = "";
      yield piece;
    }
  }
  if (high !== "") yield high;
}

function* joinPieces(pieces: Iterable<Piece>): Generator<Uint8Array> {
  let [batch, written] = [Buffer.allocUnsafe(BATCH), Buffer.allocUnsafe(BATCH)];
  let length = 0;
  for (const piece of pieces) {
    for (const part of splitLong(piece)) {
      if (length > 0 && length + mostBytesOf(part) > BATCH) {
        yield batch.subarray(0, length);
        [batch, written] = [written, batch];
        length = 0;
      }
      if (typeof part === "string") length += batch.write(part, length);
      else {
        batch.set(part, length);
        length += part.length;
      }
    }
  }
  if (length > 0) yield batch.subarray(0, length);
}

function* splitLong(piece: Piece): Generator<Piece> {
  if (mostBytesOf(piece) <= BATCH) yield piece;
  else {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    for (let from = 0; from < bytes.length; from += BATCH) yield bytes.subarray(from, from + BATCH);
  }
}

/** A character takes up to three. */
function mostBytesOf(piece: Piece): number {
  return typeof piece === "string" ? 3 * piece.length : piece.length;
}

const BATCH = 1 << 18;
