import { appendFileSync, closeSync, constants, existsSync, openSync, readFileSync, rmSync } from "node:fs";

/** Appends a line to what goes with a journal; it is on disk when this returns. */
export function appendSealed(journal: string, line: string): void {
  const descriptor = openSync(fileOf(journal), TO_OWN_FILE, 0o600);
  try {
    appendFileSync(descriptor, line);
  } finally {
    closeSync(descriptor);
  }
}

/** In a folder of several users, another may have put a link to a third file there, or a pipe that nobody reads. */
const TO_OWN_FILE =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The lines appended; "" where there are none. */
export function readSealed(journal: string): string {
  const file = fileOf(journal);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

export function removeSealed(journal: string): void {
  try {
    rmSync(fileOf(journal), { force: true });
  } catch {
    // What is another's stays; what is in it of ours is sealed.
  }
}

const fileOf = (journal: string): string => `${journal}.secrets`;
