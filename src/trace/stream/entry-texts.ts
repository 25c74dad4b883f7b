import type { Entry } from "../model/types.ts";

/** The entries of a long trace as its file has them. */
export interface EntryTexts {
  readonly textOf: (index: number) => string;
  /**
   * What `digestEntry` gives for an entry that is in the file as its recorder wrote it. For one that was altered it may be any other; "" where
   * it cannot be taken of the text.
   */
  readonly digestOf: (index: number) => string;
}

/** Undefined where they are not known to be in the form of our files, or not wanted: see `readSource`. */
export function entryTextsOf(entries: readonly Entry[]): EntryTexts | undefined {
  return known.get(entries);
}

export function noteEntryTexts(entries: readonly Entry[], texts: EntryTexts): void {
  known.set(entries, texts);
}

const known = new WeakMap<readonly Entry[], EntryTexts>();
