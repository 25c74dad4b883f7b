import { createHash } from "node:crypto";

/** Random choices that are the same every time for the same seed, whatever else is generated. */
export interface Random {
  readonly below: (limit: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** Fills the gaps of a template: `glpat-{w20}` has 20 characters of the kind `w` at its end. */
  readonly fill: (template: string) => string;
}

/** Mulberry32, begun by a hash of the seed. */
export function createRandom(seed: string): Random {
  let state = createHash("sha256").update(seed).digest().readInt32LE(0);
  const below = (limit: number): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  };
  return {
    below,
    pick,
    fill: (template) =>
      template.replaceAll(/\{([a-zA-Z])(\d+)\}/g, (gap, kind: string, length: string) => {
        const letters = ALPHABETS[kind];
        if (letters === undefined) throw new Error(`No alphabet is called "${kind}": ${gap}`);
        return Array.from({ length: Number(length) }, () => pick(letters)).join("");
      }),
  };
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";

/** Characters that the random parts of secrets are made of. */
const ALPHABETS: Readonly<Record<string, readonly string[]>> = {
  a: Array.from(LOWER + UPPER + DIGITS),
  A: Array.from(LOWER + UPPER),
  b: Array.from(`${LOWER}${UPPER}${DIGITS}+/`),
  d: Array.from(DIGITS),
  g: Array.from("qpzry9x8gf2tvdw0s3jn54khce6mua7l".toUpperCase()),
  h: Array.from("0123456789abcdef"),
  l: Array.from(LOWER + DIGITS),
  u: Array.from(UPPER + DIGITS),
  w: Array.from(`${LOWER}${UPPER}${DIGITS}_-`),
};
