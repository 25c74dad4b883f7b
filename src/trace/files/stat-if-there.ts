import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";

import { hasCode } from "../../errors.ts";
import { fileError } from "./file-error.ts";

/**
 * The status of a path; undefined if it does not exist.
 *
 * @param action that is intended, for the message
 * @throws UserError if the system cannot report it: a folder is not readable, or a part of the path is a file
 */
export async function statIfThere(path: string, action: "read" | "write"): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw fileError(error, action, path);
  }
}
