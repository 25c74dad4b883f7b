import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fileError } from "./file-error.ts";

/**
 * Makes a folder of this user's alone where temporary files belong; whoever asked for it removes it.
 *
 * @param prefix beginning of its name: `wirewalk-`
 * @throws UserError where the system cannot make one there, such as on a full disk
 */
export function makeTempFolder(prefix: string): string {
  const folder = tmpdir();
  try {
    return mkdtempSync(join(folder, prefix));
  } catch (error) {
    throw fileError(error, "write", join(folder, `${prefix}…`));
  }
}
