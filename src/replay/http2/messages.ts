import { byteAt } from "../../sequence/byte-at.ts";

/** Before each message of gRPC: whether it is compressed, and its length. */
const HEAD_SIZE = 5;

/** Splits a body after each message; an incomplete message is the last piece. */
export function cutMessages(body: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  while (start < body.byteLength) {
    const size = start + HEAD_SIZE > body.byteLength ? 0 : body.readUInt32BE(start + 1);
    const end = start + HEAD_SIZE + size;
    pieces.push(body.subarray(start, end));
    start = end;
  }
  return pieces;
}

/** Counts messages that come piece by piece. */
export function createMessageCount(): { readonly add: (piece: Buffer) => number } {
  let count = 0;
  /** Bytes of the head that have come, then of the message that have not. */
  let head = 0;
  let size = 0;
  return {
    add: (piece) => {
      let at = 0;
      while (at < piece.byteLength) {
        if (head < HEAD_SIZE) {
          size = head === 0 ? 0 : size * 256 + byteAt(piece, at);
          head += 1;
          at += 1;
        } else {
          const taken = Math.min(size, piece.byteLength - at);
          size -= taken;
          at += taken;
        }
        if (head === HEAD_SIZE && size === 0) {
          count += 1;
          head = 0;
        }
      }
      return count;
    },
  };
}
