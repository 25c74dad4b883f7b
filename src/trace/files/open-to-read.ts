import { openSync } from "node:fs";

import { fileError } from "./file-error.ts";

/** The descriptor of a file. Throws a `UserError` if it cannot be read. */
export function openToRead(file: string): number {
  try {
    return openSync(file, "r");
  } catch (error) {
    throw fileError(error, "read", file);
  }
}
