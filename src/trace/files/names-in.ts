import { readdirSync } from "node:fs";

/** Names of what is in a folder, in the order of the system; none if it cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
