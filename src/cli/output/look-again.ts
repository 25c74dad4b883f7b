import type { FSWatcher } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import { watchFolder } from "./watch-folder.ts";

/**
 * Yields whenever some folders should be checked again, starting now; ends with the signal. Node's `fs.watch` reports no events on network
 * disks and for folders that do not exist yet, so a check is due every second as well. Checking takes at most a quarter of the time,
 * however many files there are.
 */
export async function* lookAgain(folders: readonly string[], signal: AbortSignal): AsyncGenerator<void> {
  let wake = Promise.withResolvers<void>();
  const watchers = new Map<string, FSWatcher>();
  const awaken = (): void => wake.resolve();
  const timer = setInterval(awaken, EVERY);
  signal.addEventListener("abort", awaken);
  try {
    while (!signal.aborted) {
      // Before the check, so that changes during the check are not missed.
      wake = Promise.withResolvers();
      for (const folder of folders) watchFolder(folder, watchers, awaken);
      const began = performance.now();
      yield;
      await rest(REST * (performance.now() - began), signal);
      await wake.promise;
    }
  } finally {
    signal.removeEventListener("abort", awaken);
    clearInterval(timer);
    for (const watcher of watchers.values()) watcher.close();
  }
}

const EVERY = 1000;
const REST = 3;

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => {});
}
