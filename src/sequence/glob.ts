import { findAll } from "./find-all.ts";

/**
 * Whether a text matches a pattern: `*` matches anything but a slash, `**` anything. Takes time in proportion to both lengths at most; a
 * regular expression of many stars would not.
 */
export function createGlob(pattern: string): (text: string) => boolean {
  const tokens = findAll(pattern, /\*+|[^*]/gsu);
  if (!pattern.includes("*")) return (text) => text === pattern;
  return (text) => {
    // Which tokens may come next, after each character.
    let places = skipStars(new Uint8Array(tokens.length + 1).fill(1, 0, 1), tokens);
    for (const character of text) {
      const next = new Uint8Array(tokens.length + 1);
      let isAlive = false;
      for (const [index, token] of tokens.entries()) {
        if (places[index] !== 1) continue;
        const isStar = token.startsWith("*");
        const fits = isStar ? token.length > 1 || character !== "/" : token === character;
        if (!fits) continue;
        next[isStar ? index : index + 1] = 1;
        isAlive = true;
      }
      if (!isAlive) return false;
      places = skipStars(next, tokens);
    }
    return places[tokens.length] === 1;
  };
}

/** A star may match nothing. */
function skipStars(places: Uint8Array, tokens: readonly string[]): Uint8Array {
  for (const [index, token] of tokens.entries()) {
    if (places[index] === 1 && token.startsWith("*")) places[index + 1] = 1;
  }
  return places;
}
