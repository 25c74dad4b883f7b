import {
  closeSync,
  fsyncSync,
  linkSync,
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
import { type Piece, gatherPieces } from "./gather-pieces.ts";
import { CONTENT, WRITTEN } from "./left-files.ts";
import { NoSpaceError, isNoSpace } from "./no-space.ts";

/**
 * `writeFileAtomically` for a program that is about to exit and can wait for nothing. The folder is there already. Throws a `UserError` if
 * the disk refuses.
 */
export function writeFileSyncAtomically(
  file: string,
  pieces: Iterable<Piece>,
  { onWritten }: { readonly onWritten?: () => void } = {},
): void {
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    // A device or a pipe, as /dev/stdout may be: moving a file onto it would replace it.
    const isDevice = status !== undefined && !status.isFile() && !status.isDirectory();
    if (isDevice) writePieces(file, "w", pieces);
    else replaceFile(status === undefined ? file : realpathSync(file), pieces, onWritten);
    if (isDevice) onWritten?.();
  } catch (error) {
    throw fileError(error, "write", file);
  }
}

function replaceFile(target: string, pieces: Iterable<Piece>, onWritten: (() => void) | undefined): void {
  const folder = mkdtempSync(`${target}.tmp-`);
  try {
    const temporary = join(folder, CONTENT);
    writePieces(temporary, "wx", pieces);
    if (onWritten !== undefined) mark(temporary, join(folder, WRITTEN));
    renameSync(temporary, target);
    onWritten?.();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mark(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    // Without hard links, there is no mark.
  }
}

function writePieces(file: string, flag: "w" | "wx", pieces: Iterable<Piece>): void {
  const descriptor = openSync(file, flag);
  try {
    let needed = 0;
    let full: NodeJS.ErrnoException | undefined;
    for (const bytes of gatherPieces(pieces)) {
      needed += bytes.byteLength;
      full ??= tryWrite(() => write(descriptor, bytes));
    }
    if (flag === "wx") full ??= tryWrite(() => fsyncSync(descriptor));
    if (full !== undefined) throw new NoSpaceError(full, needed);
  } finally {
    closeSync(descriptor);
  }
}

function write(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.byteLength;) written += writeSync(descriptor, bytes, written);
}

/** The error of a full disk; the rest is then only counted. */
function tryWrite(action: () => void): NodeJS.ErrnoException | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (!isNoSpace(error)) throw error;
    return error;
  }
}
