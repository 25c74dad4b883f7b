import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fileError } from "./file-error.ts";

/**
 * Creates a private folder where temporary files belong; the caller removes it.
 *
 * @param prefix beginning of its name: `wirewalk-`
 * @throws UserError if the system cannot create one there, such as on a full disk
 */
export function makeTempFolder(prefix: string): string {
  const folder = tmpdir();
  try {
    return mkdtempSync(join(folder, prefix));
  } catch (error) {
    throw fileError(error, "write", join(folder, `${prefix}…`));
  }
}
