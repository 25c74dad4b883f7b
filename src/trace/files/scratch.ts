import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TextSource } from "../stream/text-source.ts";
import { fileError } from "./file-error.ts";
import { sourceOfDescriptor } from "./file-source.ts";

/**
 * Keeps a text that is too long for memory in a file without a name, which goes with the process however it ends. Only what is masked may
 * be written there. Throws a `UserError` if the disk refuses.
 *
 * @param name What messages call the text.
 */
export function writeScratch(pieces: Iterable<string>, name: string): TextSource {
  const folder = tmpdir();
  try {
    const descriptor = openNameless(folder);
    try {
      for (const piece of pieces) write(descriptor, piece);
      return sourceOfDescriptor(descriptor, name);
    } catch (error) {
      // Its content takes space on the disk as long as it is open.
      closeSync(descriptor);
      throw error;
    }
  } catch (error) {
    throw fileError(error, "write", join(folder, "wirewalk-scratch"));
  }
}

function openNameless(folder: string): number {
  const place = mkdtempSync(join(folder, "wirewalk-"));
  try {
    return openSync(join(place, "scratch"), "wx+", 0o600);
  } finally {
    // Windows removes it when it is closed; elsewhere the name is removed at once.
    rmSync(place, { recursive: true, force: true });
  }
}

function write(descriptor: number, piece: string): void {
  const bytes = Buffer.from(piece);
  for (let written = 0; written < bytes.byteLength;) written += writeSync(descriptor, bytes, written);
}
