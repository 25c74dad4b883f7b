import { closeSync, readSync } from "node:fs";

import { isFile } from "./is-file.ts";
import { openToRead } from "./open-to-read.ts";

/** Whether a file exists and contains exactly these pieces. It is read up to the first difference. */
export async function holdsContent(
  file: string,
  content: Uint8Array | Iterable<string | Uint8Array>,
): Promise<boolean> {
  if (!(await isFile(file))) return false;
  const descriptor = openToRead(file);
  try {
    let at = 0;
    for (const piece of content instanceof Uint8Array ? [content] : content) {
      const bytes = Buffer.from(piece);
      if (!read(descriptor, bytes.length, at).equals(bytes)) return false;
      at += bytes.length;
    }
    return read(descriptor, 1, at).length === 0;
  } finally {
    closeSync(descriptor);
  }
}

/** Fewer bytes at the end of the file. */
function read(descriptor: number, length: number, from: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let count = 0;
  while (count < length) {
    const more = readSync(descriptor, bytes, count, length - count, from + count);
    if (more === 0) break;
    count += more;
  }
  return bytes.subarray(0, count);
}
