import { type FSWatcher, watch } from "node:fs";

/**
 * Watches a folder that is there, until its watcher among these is closed, and says when something in it has changed. A folder and not
 * a file: what takes the place of a watched file is another one to the system.
 */
export function watchFolder(folder: string, watchers: Map<string, FSWatcher>, onChange: () => void): void {
  if (watchers.has(folder)) return;
  try {
    const watcher = watch(folder, onChange);
    watchers.set(folder, watcher);
    // The folder went away.
    watcher.on("error", () => {
      watcher.close();
      watchers.delete(folder);
      onChange();
    });
  } catch {
    // Not there, or there are no more watches to be had.
  }
}
