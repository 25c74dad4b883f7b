import { appendFileSync, closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";

import { TO_APPEND } from "./own-file-flags.ts";

/** Appends a line to what goes with a journal; it is on disk when this returns. */
export function appendSealed(journal: string, line: string): void {
  const descriptor = openSync(fileOf(journal), TO_APPEND, 0o600);
  try {
    appendFileSync(descriptor, line);
  } finally {
    closeSync(descriptor);
  }
}

/** The lines appended; "" if there are none. */
export function readSealed(journal: string): string {
  const file = fileOf(journal);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

export function removeSealed(journal: string): void {
  try {
    rmSync(fileOf(journal), { force: true });
  } catch {
    // Files of other users stay; our lines in them are sealed.
  }
}

const fileOf = (journal: string): string => `${journal}.secrets`;
