/** Where in `Characters` pairs end and characters begin. */
export const PAIRS = 1 << 14;
export const PLACES = PAIRS + 128;

/** By code: small letters for all, and a capital letter, which no text has then, for those beyond ASCII. */
const OTHERS = 0x41;
const FOLDED = new Uint8Array(1 << 16).fill(OTHERS);
for (let code = 0; code < 128; code += 1) FOLDED[code] = code >= 0x41 && code <= 0x5a ? code | 0x20 : code;

export function foldedOf(code: number): number {
  return FOLDED[code] ?? OTHERS;
}

/** Where a pair of neighbors is. */
export function pairOf(before: number, code: number): number {
  return (before << 7) | code;
}
