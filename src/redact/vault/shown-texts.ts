import { WINDOW } from "./window-table.ts";

/** Texts that stay wherever they are not named secrets: hosts and paths of the recording. */
export interface ShownTexts {
  /** Adds one. Returns whether others had to go for it. */
  readonly add: (text: string) => boolean;
  readonly has: (text: string) => boolean;
  readonly all: () => readonly string[];
  readonly replaceBy: (texts: readonly string[]) => void;
}

export function createShownTexts(): ShownTexts {
  const shown = new Set<string>();
  return {
    add: (text) => {
      const isFull = shown.size >= MOST_SHOWN;
      if (isFull) shown.clear();
      if (text.length >= WINDOW) shown.add(text);
      return isFull;
    },
    has: (text) => shown.has(text),
    all: () => [...shown],
    replaceBy: (texts) => {
      shown.clear();
      for (const text of texts) shown.add(text);
    },
  };
}

/** A program that makes up hosts and paths must not fill the memory. */
const MOST_SHOWN = 10_000;
