import { type FSWatcher, watch } from "node:fs";

/**
 * Watches an existing folder until its watcher is closed, and reports changes in it. It watches a folder instead of a file, because a file
 * that replaces a watched file is a different one to the system.
 */
export function watchFolder(folder: string, watchers: Map<string, FSWatcher>, onChange: () => void): void {
  if (watchers.has(folder)) return;
  try {
    const watcher = watch(folder, onChange);
    watchers.set(folder, watcher);
    // The folder was removed.
    watcher.on("error", () => {
      watcher.close();
      watchers.delete(folder);
      onChange();
    });
  } catch {
    // The folder does not exist, or the system allows no more watches.
  }
}
