import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";

import { fileError, hasCode } from "./file-error.ts";

/**
 * What is at a path; nothing where there is nothing.
 *
 * @param action what somebody wants to do with it
 * @throws UserError where the system does not say: a folder is closed, a part of the path is a file
 */
export async function statIfThere(path: string, action: "read" | "write"): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw fileError(error, action, path);
  }
}
