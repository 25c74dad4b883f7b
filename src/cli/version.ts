import { readFileSync } from "node:fs";

import { locateOwnFile } from "../own-files.ts";

/** Version of this program. */
export function readVersion(): string {
  const text = readFileSync(locateOwnFile("package.json"), "utf8");
  // wirewalk's own package.json.
  return (JSON.parse(text) as { version: string }).version;
}
