import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";

/** Appends a line to what goes with a journal; it is on disk when this returns. */
export function appendSealed(journal: string, line: string): void {
  appendFileSync(fileOf(journal), line, { mode: 0o600 });
}

/** The lines appended; "" where there are none. */
export function readSealed(journal: string): string {
  const file = fileOf(journal);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

export function removeSealed(journal: string): void {
  rmSync(fileOf(journal), { force: true });
}

const fileOf = (journal: string): string => `${journal}.secrets`;
