import type { LearnedSecret } from "./alias-book.ts";
import { type Finder, type Hit, createFinder } from "./finder.ts";
import { formsOf } from "./forms.ts";

/** The learned values that are searched for in texts. */
export interface SoughtValues extends Pick<Finder<LearnedSecret>, "find" | "findUnfinished"> {
  readonly add: (secret: LearnedSecret) => void;
  /** Whether one of them may be a number of JSON. */
  readonly hasNumbers: boolean;
}

export function createSoughtValues(): SoughtValues {
  const finder = createFinder<LearnedSecret>();
  // `scan` learns thousands of values and looks for none of them.
  const waiting: LearnedSecret[] = [];
  let hasNumbers = false;
  const ready = (): typeof finder => {
    for (const secret of waiting) for (const form of formsOf(secret.value)) finder.add(form, secret);
    waiting.length = 0;
    return finder;
  };
  return {
    add: (secret) => {
      hasNumbers ||= JSON_NUMBER.test(secret.value);
      waiting.push(secret);
    },
    find: (text): Hit<LearnedSecret>[] => ready().find(text),
    findUnfinished: (text) => ready().findUnfinished(text),
    get hasNumbers() {
      return hasNumbers;
    },
  };
}

const JSON_NUMBER = /^-?\d{1,400}(?:\.\d{1,400})?(?:e[+-]?\d{1,10})?$/i;
