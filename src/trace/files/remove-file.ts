import { unlinkSync } from "node:fs";

import { hasCode } from "../../errors.ts";

/** Removes a file if it is there. `rmSync` of Node 24.21.0 has no code for a disk that is read-only: the code of its error is "". */
export function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}
