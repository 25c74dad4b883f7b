import { read } from "node:fs";
import { promisify } from "node:util";

import { UserError } from "../../errors.ts";

/**
 * All bytes of what is read once and from its beginning: a pipe, standard input, a device. They are held in memory: what is not masked may not be
 * on a disk.
 *
 * @param name what messages call it
 * @param most Bytes. @default 1 GiB
 * @throws UserError if there are more: a device such as /dev/zero has no end
 */
export async function readStream(descriptor: number, name: string, most = MOST): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  // A ReadStream that is left early closes the descriptor later, whatever its options, and by then it may belong to
  // another file.
  for (;;) {
    const { bytesRead, buffer } = await readPiece(descriptor, Buffer.allocUnsafeSlow(PIECE), 0, PIECE, null);
    if (bytesRead === 0) return Buffer.concat(pieces);
    size += bytesRead;
    if (size > most) throw tooLong(name, most);
    pieces.push(buffer.subarray(0, bytesRead));
  }
}

const readPiece = promisify(read);

/** Bytes. */
const PIECE = 1 << 16;

const MOST = 2 ** 30;

function tooLong(name: string, most: number): UserError {
  return new UserError(`${name} is not a file, and has more than ${Math.floor(most / 1e6)} MB.`, {
    hint: "Save it in a file and name that: a file is read in pieces.",
  });
}
