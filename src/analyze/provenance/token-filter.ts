import { BACKSLASH } from "../../sequence/ascii.ts";

/** Whether a string without its quotes, or a number, of a text in JSON may be one of some values. */
export type TokenFilter = (json: string, start: number, end: number) => boolean;

/**
 * A set by hashes, which creates no string for each value: few values of a long response are looked up. May report a value that it does not
 * contain, but never misses one; a value with an escape counts as contained.
 */
export function createTokenFilter(values: Iterable<string>): TokenFilter {
  const hashes = new Uint8Array(HASHES);
  for (const value of values) hashes[hashOf(value, 0, value.length)] = 1;
  return (json, start, end) => {
    const hash = hashOf(json, start, end);
    return hash < 0 || hashes[hash] === 1;
  };
}

const HASHES = 1 << 20;

/** -1 where there is an escape. */
function hashOf(text: string, start: number, end: number): number {
  let hash = end - start;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === BACKSLASH) return -1;
    hash = (Math.imul(hash, 31) + code) | 0;
  }
  return (hash ^ (hash >>> 12)) & (HASHES - 1);
}
