import { createHash } from "node:crypto";

import { createNumbers } from "../helpers/numbers.ts";

/** Random choices that are the same every time for the same seed, whatever else is generated. */
export interface Random {
  readonly below: (limit: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** Fills the gaps of a template: `glpat-{w20}` ends with 20 characters of the kind `w`. */
  readonly fill: (template: string) => string;
  /** The same, with the offset of the longest run of letters and digits that was filled in. */
  readonly fillAndTell: (template: string) => Filled;
}

/** A filled template, and the part of it that distinguishes it from others. */
export interface Filled {
  readonly text: string;
  readonly part: string;
  /** Offset of the part. */
  readonly start: number;
}

/** Its numbers begin with a hash of the seed. */
export function createRandom(seed: string): Random {
  const next = createNumbers(createHash("sha256").update(seed).digest().readInt32LE(0));
  const below = (limit: number): number => next() % limit;
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  };
  const fillAndTell = (template: string): Filled => {
    let text = "";
    let part = "";
    let start = 0;
    for (const [index, piece] of template.split(/\{([a-zA-Z]\d+)\}/).entries()) {
      const filled = index % 2 === 0 ? piece : fillGap(piece);
      if (index % 2 === 1)
        for (const run of filled.matchAll(/[A-Za-z0-9]+/g)) {
          if (run[0].length <= part.length) continue;
          [part] = run;
          start = text.length + run.index;
        }
      text += filled;
    }
    return { text, part, start };
  };
  const fillGap = (gap: string): string => {
    const letters = ALPHABETS[gap.charAt(0)];
    if (letters === undefined) throw new Error(`No alphabet is called "${gap}".`);
    return Array.from({ length: Number(gap.slice(1)) }, () => pick(letters)).join("");
  };
  return { below, pick, fill: (template) => fillAndTell(template).text, fillAndTell };
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";

/** Characters from which the random parts of secrets are made. */
const ALPHABETS: Readonly<Record<string, readonly string[]>> = {
  a: Array.from(LOWER + UPPER + DIGITS),
  A: Array.from(LOWER + UPPER),
  b: Array.from(`${LOWER}${UPPER}${DIGITS}+/`),
  d: Array.from(DIGITS),
  g: Array.from("qpzry9x8gf2tvdw0s3jn54khce6mua7l".toUpperCase()),
  h: Array.from("0123456789abcdef"),
  k: Array.from("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
  l: Array.from(LOWER + DIGITS),
  u: Array.from(UPPER + DIGITS),
  w: Array.from(`${LOWER}${UPPER}${DIGITS}_-`),
};
