import { copyText } from "../sequence/remember-texts.ts";

/** Short texts that were met lately and need no second look: each message repeats the names and most values of its headers. */
export interface RecentTexts {
  readonly has: (text: string) => boolean;
  readonly add: (text: string) => void;
  readonly clear: () => void;
}

export function createRecentTexts(): RecentTexts {
  const texts = new Set<string>();
  return {
    has: (text) => text.length <= LONGEST && texts.has(text),
    add: (text) => {
      if (text.length > LONGEST) return;
      if (texts.size >= MOST) texts.clear();
      // One that is a part of a body would keep all of the body in memory.
      texts.add(copyText(text));
    },
    clear: () => {
      texts.clear();
    },
  };
}

/** A program that makes up new ones must not fill the memory. */
const MOST = 1000;

/** Characters. */
const LONGEST = 256;
