import { lstatSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { matchParts } from "../../sequence/match-parts.ts";
import { namesIn } from "../files/names-in.ts";

/**
 * Removes our own keys whose journals were deleted by hand, or with their folder: nothing else would before the system ends. A journal that
 * was only renamed in its folder keeps its key. Does not throw errors of the disk.
 */
export function removeStaleKeys(folders: readonly string[]): void {
  const uid = process.getuid?.();
  for (const folder of uid === undefined ? [] : folders) {
    for (const name of namesIn(folder)) {
      const [, dev, ino] = matchParts(new RegExp(`^wirewalk-${uid}-(\\d+)-(\\d+)\\.key$`), name);
      if (dev !== undefined && ino !== undefined)
        removeIfStale(join(folder, name), { dev: BigInt(dev), ino: BigInt(ino) });
    }
  }
}

interface Identity {
  readonly dev: bigint;
  readonly ino: bigint;
}

function removeIfStale(file: string, journal: Identity): void {
  try {
    // Any user may put a pipe without a writer into /dev/shm.
    if (!lstatSync(file).isFile()) return;
    const path = readFileSync(file).subarray(KEY_SIZE).toString();
    // A key file that is being written, or that an earlier version wrote, does not name its journal.
    if (!path.startsWith("/")) return;
    // Usually the journal has not moved; its directory may contain thousands of files.
    if (isSame(path, journal)) return;
    const beside = namesIn(dirname(path)).map((name) => join(dirname(path), name));
    if (!beside.some((one) => isSame(one, journal))) rmSync(file, { force: true });
  } catch {
    // It stays: another recorder may have been faster, or it belongs to another user.
  }
}

const KEY_SIZE = 32;

function isSame(path: string, { dev, ino }: Identity): boolean {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  return status !== undefined && status.ino === ino && status.dev === dev;
}
