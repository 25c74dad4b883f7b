import { closeSync, fstatSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { nameByInode } from "./name-by-inode.ts";
import { TO_READ } from "./own-file-flags.ts";
import { removeStaleKeys } from "./stale-keys.ts";

/**
 * Keeps the key to what goes with a journal, or a folder of journals, in a file that is in memory alone (mode 0600): there it outlives a
 * recorder that is killed, but not the system. Returns whether there is a place for it. Does not throw errors of the disk.
 */
export function keepKey(journal: string, key: Uint8Array): boolean {
  removeStaleKeys(foldersInMemory());
  const content = Buffer.concat([key, Buffer.from(resolve(journal))]);
  return keyFilesOf(journal).some((file) => writeNew(file, content));
}

/** The kept key of a journal; undefined if there is none, as after a restart of the system. */
export function findKey(journal: string): Buffer | undefined {
  for (const file of keyFilesOf(journal)) {
    const kept = readOwn(file);
    if (kept !== undefined) return kept.subarray(0, KEY_SIZE);
  }
  return undefined;
}

/** Removes the key of a journal that is about to be removed, and keys of journals that were removed without notice. */
export function forgetKey(journal: string): void {
  for (const file of keyFilesOf(journal)) remove(file);
  removeStaleKeys(foldersInMemory());
}

/** Possible directories: `/run/user/UID` exists from a user's first login until the last logout. */
function keyFilesOf(journal: string): readonly string[] {
  const name = process.getuid === undefined ? undefined : nameByInode(journal, "key");
  return name === undefined ? [] : foldersInMemory().map((folder) => join(folder, name));
}

function foldersInMemory(): readonly string[] {
  return [`/run/user/${process.getuid?.() ?? ""}`, "/dev/shm"].filter(isInMemory);
}

/** The journal's path follows, so that a later process can check whether the journal still exists. */
const KEY_SIZE = 32;

function isInMemory(folder: string): boolean {
  try {
    return statfsSync(folder).type === TMPFS;
  } catch {
    return false;
  }
}

/** Its magic number (statfs(2)). */
const TMPFS = 0x01_02_19_94;

function writeNew(file: string, key: Uint8Array): boolean {
  // A leftover key file belongs to a removed journal; another user's file cannot be removed, and is not overwritten.
  remove(file);
  try {
    writeFileSync(file, key, { flag: "wx", mode: 0o600 });
    return true;
  } catch {
    remove(file);
    return false;
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Without its journal it opens nothing.
  }
}

/** Any user may put a file into /dev/shm, or a pipe without a writer. */
function readOwn(file: string): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, TO_READ);
    const stats = fstatSync(descriptor);
    const isOwn = stats.isFile() && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
    return isOwn ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
