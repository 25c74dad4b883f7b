import { createReadStream } from "node:fs";

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
  for await (const piece of createReadStream("", { fd: descriptor, autoClose: false })) {
    const bytes = Buffer.from(piece);
    size += bytes.byteLength;
    if (size > most) throw tooLong(name, most);
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

const MOST = 2 ** 30;

function tooLong(name: string, most: number): UserError {
  return new UserError(`${name} is not a file, and has more than ${Math.floor(most / 1e6)} MB.`, {
    hint: "Save it in a file and name that: a file is read in pieces.",
  });
}
