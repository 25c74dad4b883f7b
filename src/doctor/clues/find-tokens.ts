import { findAll } from "../../sequence/find-all.ts";

/** Aliases of tokens in a text, in the order in which they occur. */
export function findTokens(text: string): readonly string[] {
  return findAll(text, /REDACTED-token-[a-z]{0,3}\d+/g);
}
