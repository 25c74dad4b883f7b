import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

import { fileError } from "./file-error.ts";

/**
 * `writeFileAtomically` for a program that is about to exit and can wait for nothing. The folder is there already.
 * Throws a `UserError` where the disk refuses.
 */
export function writeFileSyncAtomically(file: string, pieces: Iterable<string>): void {
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    // A device or a pipe, as /dev/stdout may be: moving a file onto it would replace it.
    if (status !== undefined && !status.isFile() && !status.isDirectory()) return writePieces(file, "w", pieces);
    const target = status === undefined ? file : realpathSync(file);
    const folder = mkdtempSync(`${target}.tmp-`);
    try {
      const temporary = join(folder, "content");
      writePieces(temporary, "wx", pieces);
      renameSync(temporary, target);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw fileError(error, "write", file);
  }
}

function writePieces(file: string, flag: "w" | "wx", pieces: Iterable<string>): void {
  const descriptor = openSync(file, flag);
  try {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      for (let written = 0; written < bytes.byteLength;) written += writeSync(descriptor, bytes, written);
    }
    if (flag === "wx") fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
