import { createHash } from "node:crypto";
import { type FSWatcher, existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { watchFolder } from "../../output/watch-folder.ts";

export interface Watched {
  /** Input files and folders. They may not exist. */
  readonly inputs: readonly string[];
  /** Output files, whose new content does not count as a change. */
  readonly outputs: readonly string[];
}

/**
 * Runs an action now, and again whenever one of its inputs has changed; ends with the signal.
 *
 * @param find called again each time, because the inputs may name other files
 */
export async function repeatOnChange(
  find: () => Promise<Watched>,
  act: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const bell = createBell(signal);
  try {
    while (!signal.aborted) {
      const { inputs, outputs } = await find();
      bell.watch([...inputs, ...outputs]);
      // A file that is saved in the meantime counts as a change; a file that the action writes does not.
      const own = inputs.filter((file) => !outputs.includes(file));
      const before = sumOf(own, outputs);
      await act();
      const left = sumOf(outputs);
      while (!signal.aborted && sumOf(own, outputs) === before && sumOf(outputs) === left) await bell.rings();
    }
  } finally {
    bell.close();
  }
}

interface Bell {
  /** From now on, only these are watched. */
  readonly watch: (paths: readonly string[]) => void;
  /** Waits until something may have changed, and nothing has changed for a moment: editors save in several steps. */
  readonly rings: () => Promise<void>;
  readonly close: () => void;
}

/** Milliseconds. */
const MOMENT = 100;

function createBell(signal: AbortSignal): Bell {
  let ring = Promise.withResolvers<void>();
  let watchers = new Map<string, FSWatcher>();
  const strike = (): void => ring.resolve();
  signal.addEventListener("abort", strike);
  return {
    watch: (paths) => {
      const folders = new Set(paths.flatMap(foldersOf));
      const kept = new Map<string, FSWatcher>();
      for (const [folder, watcher] of watchers) {
        if (folders.has(folder)) kept.set(folder, watcher);
        else watcher.close();
      }
      watchers = kept;
      for (const folder of folders) watchFolder(folder, watchers, strike);
    },
    rings: async () => {
      await ring.promise;
      do {
        ring = Promise.withResolvers();
        const quiet = pause(MOMENT, "quiet", { signal }).catch(() => "quiet");
        if ((await Promise.race([quiet, ring.promise])) === "quiet") return;
      } while (!signal.aborted);
    },
    close: () => {
      signal.removeEventListener("abort", strike);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/**
 * A directory and its subdirectories; for a file, or for a missing path, the nearest directory, because a file that is
 * replaced is a different file to the system.
 */
function foldersOf(path: string): readonly string[] {
  if (isFolder(path)) return [path, ...entriesOf(path).filter(isFolder)];
  let folder = dirname(path);
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return [folder];
}

/** Digest of their content: a file that is rewritten with the same content has not changed. */
function sumOf(paths: readonly string[], besides: readonly string[] = []): string {
  const sum = createHash("sha256");
  for (const path of paths) {
    for (const file of isFolder(path) ? entriesOf(path) : [path]) {
      if (besides.includes(file)) continue;
      sum.update(`${file}\n`);
      sum.update(contentOf(file));
    }
  }
  return sum.digest("hex");
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => !/(?:^|[/\\])(?:node_modules|\.git)(?:[/\\]|$)/.test(name))
      .toSorted()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function contentOf(file: string): Buffer | string {
  try {
    const { size, mtimeMs, ino } = statSync(file);
    return size > LONGEST ? `${size} ${mtimeMs} ${ino}` : readFileSync(file);
  } catch {
    return "none";
  }
}

/** Bytes that are read to detect whether a file has changed; for larger files, the modification time decides. */
const LONGEST = 1 << 24;

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // It does not exist, or cannot: links form a circle, or a name is too long.
    return false;
  }
}
