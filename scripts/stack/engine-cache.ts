import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A program of the engine that takes minutes to build or to load, which is kept in the user's cache.
 *
 * @param files those that determine it: with other contents it is another program
 * @param make puts it at a path; called where it is not there yet
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
