import { join } from "node:path";

import { buildPackage } from "./built-package.ts";

/** What users start: the program of the built package, for tests whose subject is a process. It takes a quarter of the CPU of the sources. */
export async function findWirewalk(): Promise<string> {
  return join(await buildPackage(), "dist/wirewalk.js");
}
