import { readdirSync } from "node:fs";

/** Names of the entries of a directory, in the order of the system; none if it cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
