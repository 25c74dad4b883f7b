import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A program that takes minutes to build or download, and is kept in the user's cache.
 *
 * @param files that determine the program: if their contents change, it is built again
 * @param make creates it at a path; called if it does not exist
 */
export function keepInCache(name: string, files: readonly string[], make: (path: string) => void): string {
  const digest = createHash("sha256");
  for (const file of files) digest.update(readFileSync(file));
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "wirewalk-engine");
  const path = join(cache, `${name}-${digest.digest("hex").slice(0, 16)}`);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  make(unfinished);
  renameSync(unfinished, path);
  return path;
}
