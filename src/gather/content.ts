import { createHash } from "node:crypto";

import { digestEntry } from "../trace/manifest/digest-entry.ts";
import { moveStart } from "../trace/model/start-time.ts";
import type { Part } from "./part.ts";
import { letterEntry } from "./read-parts.ts";

type Content = Pick<Part, "entryAt" | "length">;

/**
 * Whether two contain the same exchanges, even if one has been gathered and extracted again, which leaves no letters in
 * aliases.
 */
export function isSameContent(one: Content, other: Content): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) {
    if (digestAt(one, index) !== digestAt(other, index)) return false;
  }
  return true;
}

export function digestContent(part: Content): string {
  const digest = createHash("sha256");
  for (let index = 0; index < part.length; index += 1) digest.update(digestAt(part, index));
  return digest.digest("hex").slice(0, 16);
}

function digestAt({ entryAt }: Content, index: number): string {
  const entry = letterEntry(entryAt(index), "");
  return digestEntry({ ...entry, startedDateTime: moveStart(entry.startedDateTime, 0) });
}
