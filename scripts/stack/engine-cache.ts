import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where the programs of the engine are kept that take minutes to build or to load. */
export function engineCache(): string {
  const folder = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "wirewalk-engine");
  mkdirSync(folder, { recursive: true });
  return folder;
}
