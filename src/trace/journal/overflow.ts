import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

import { nameByInode } from "./name-by-inode.ts";
import { TO_APPEND, TO_READ } from "./own-file-flags.ts";

/** A journal that may continue elsewhere when its own disk is full. */
export interface Overflow {
  readonly journal: string;
  /** First line of both files, by which they are known to belong together. */
  readonly header: string;
  /** The user's own folder for temporary files, which is tried first. */
  readonly folder: string;
}

/** Bytes that a journal may write elsewhere by default: 256 MiB. */
export const MOST_ELSEWHERE = 1 << 28;

/**
 * Opens the first place that accepts lines, except one that just failed, and writes some; undefined if there is none.
 */
export function openOverflow(
  { journal, header, folder }: Overflow,
  lines: Buffer,
  full?: string,
): OpenOverflow | undefined {
  for (const file of listFiles(journal, folder)) {
    if (file === full) continue;
    const descriptor = tryTo(() => openSync(file, TO_APPEND, 0o600));
    if (descriptor === undefined) continue;
    if (tryTo(() => isOwn(descriptor) && appendWhole(descriptor, startOf(descriptor, header), lines)))
      return { file, descriptor };
    closeSync(descriptor);
  }
  return undefined;
}

export interface OpenOverflow {
  readonly file: string;
  readonly descriptor: number;
}

/**
 * Opens all continuations of a journal, except known ones; there are several if the first other disk became full too.
 */
export function openOverflowsOf({ journal, header, folder }: Overflow, known: readonly string[]): OpenOverflow[] {
  return listFiles(journal, folder).flatMap((file) => {
    const descriptor = known.includes(file) ? undefined : tryTo(() => openSync(file, TO_READ));
    if (descriptor === undefined) return [];
    const own = Buffer.alloc(Buffer.byteLength(header));
    if (tryTo(() => isOwn(descriptor) && readSync(descriptor, own, 0, own.length, 0) > 0) && own.toString() === header)
      return [{ file, descriptor }];
    closeSync(descriptor);
    return [];
  });
}

/** Removes the files of a journal; files of other journals stay. */
export function removeOverflow({ journal, folder }: Pick<Overflow, "folder" | "journal">): void {
  for (const file of listFiles(journal, folder)) tryTo(() => rmSync(file, { force: true }));
}

/** They should be on other disks. */
function listFiles(journal: string, folder: string): readonly string[] {
  const name = nameByInode(journal, "journal");
  return name === undefined ? [] : [...new Set([folder, "/tmp", "/var/tmp"])].map((one) => join(one, name));
}

function isOwn(descriptor: number): boolean {
  const { uid, mode } = fstatSync(descriptor);
  const isFile = (mode & constants.S_IFMT) === constants.S_IFREG;
  return isFile && uid === (process.getuid?.() ?? uid);
}

function startOf(descriptor: number, header: string): Buffer {
  return Buffer.from(fstatSync(descriptor).size === 0 ? header : "");
}

/** All of it or nothing: a file that has the header is read. */
function appendWhole(descriptor: number, ...pieces: readonly Buffer[]): true {
  const { size } = fstatSync(descriptor);
  const bytes = Buffer.concat(pieces);
  try {
    for (let written = 0; written < bytes.byteLength;) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    ftruncateSync(descriptor, size);
    throw error;
  }
  return true;
}

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
