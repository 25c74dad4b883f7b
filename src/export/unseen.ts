import { UNSEEN } from "../json/escape-unseen.ts";
import { codePointOf } from "../sequence/code-point.ts";
import { findAll } from "../sequence/find-all.ts";

/** A remark for a format that has no escape for invisible characters; "" for texts without any. */
export function noteUnseen(texts: Iterable<string>): string {
  const seen = new Set<string>();
  for (const text of texts) for (const character of findAll(text, UNSEEN)) seen.add(character);
  const found = [...seen].map((character) => `U+${codePointOf(character).toString(16).toUpperCase().padStart(4, "0")}`);
  return found.length === 0
    ? ""
    : `Recorded text in this file contains invisible characters: ${found.toSorted().join(", ")}.`;
}
