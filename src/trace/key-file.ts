import { closeSync, fstatSync, openSync, readFileSync, rmSync, statSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * Keeps the key to what goes with a journal, or a folder of journals, in a file that is in memory alone (mode 0600): there it
 * outlives a recorder that is killed, but not the system. Says whether there is a place for it. No error of the disk leaves it.
 */
export function keepKey(journal: string, key: Uint8Array): boolean {
  try {
    const file = keyFileOf(journal);
    if (file === undefined) return false;
    // One that is left is of a journal that has gone; somebody else's cannot be removed, and is not written into.
    rmSync(file, { force: true });
    const descriptor = openSync(file, "wx", 0o600);
    writeSync(descriptor, key);
    closeSync(descriptor);
    return true;
  } catch {
    return false;
  }
}

/** The key that was kept for a journal; undefined where there is none, as after a restart of the system. */
export function findKey(journal: string): Buffer | undefined {
  try {
    const file = keyFileOf(journal);
    return file === undefined ? undefined : readOwn(file);
  } catch {
    return undefined;
  }
}

/** Removes the key of a journal that is about to go. */
export function forgetKey(journal: string): void {
  try {
    const file = keyFileOf(journal);
    if (file !== undefined) rmSync(file, { force: true });
  } catch {
    // Without its journal it opens nothing.
  }
}

/** Named by the journal's inode, so that it is found however the journal is called. */
function keyFileOf(journal: string): string | undefined {
  const uid = process.getuid?.();
  if (uid === undefined) return undefined;
  const folder = [`/run/user/${uid}`, "/dev/shm"].find(isInMemory);
  const { dev, ino } = statSync(journal, { bigint: true });
  return folder && join(folder, `wirewalk-${uid}-${dev}-${ino}.key`);
}

function isInMemory(folder: string): boolean {
  try {
    return statfsSync(folder).type === TMPFS;
  } catch {
    return false;
  }
}

/** Its magic number (statfs(2)). */
const TMPFS = 0x01_02_19_94;

/** Anybody may put a file into /dev/shm. */
function readOwn(file: string): Buffer | undefined {
  const descriptor = openSync(file, "r");
  try {
    const { uid, mode } = fstatSync(descriptor);
    return uid === process.getuid?.() && (mode & 0o077) === 0 ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}
