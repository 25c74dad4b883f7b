import { findAll } from "./find-all.ts";

/** Lines with their ends; joined, they are the text again. */
export function splitLines(text: string): readonly string[] {
  return findAll(text, /[^\n]*\n|[^\n]+$/g);
}
