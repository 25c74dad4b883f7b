import { join } from "node:path";

import { buildPackage } from "./built-package.ts";

/** The program of the built package, as users start it, for tests of whole processes. It takes a quarter of the CPU time of the sources. */
export async function findWirewalk(): Promise<string> {
  return join(await buildPackage(), "dist/wirewalk.js");
}
