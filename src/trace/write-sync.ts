import { closeSync, fsyncSync, mkdtempSync, openSync, realpathSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

import { fileError, hasCode } from "./file-error.ts";

/**
 * `writeFileAtomically` for a program that is about to exit and can wait for nothing. The folder is there already.
 * Throws a `UserError` where the disk refuses.
 */
export function writeFileSyncAtomically(file: string, pieces: Iterable<string>): void {
  try {
    const target = targetOf(file);
    const folder = mkdtempSync(`${target}.tmp-`);
    try {
      const temporary = join(folder, "content");
      writePieces(temporary, pieces);
      renameSync(temporary, target);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw fileError(error, "write", file);
  }
}

/** Where a symbolic link leads. */
function targetOf(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return file;
    throw error;
  }
}

function writePieces(file: string, pieces: Iterable<string>): void {
  const descriptor = openSync(file, "wx");
  try {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      for (let written = 0; written < bytes.byteLength;) written += writeSync(descriptor, bytes, written);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
