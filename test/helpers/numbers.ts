/** Whole numbers from 0 to 2³² − 1 that look random, and are the same each time for the same seed (Mulberry32). */
export function createNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** The same below a limit. */
export function createNumbersBelow(seed: number): (limit: number) => number {
  const next = createNumbers(seed);
  return (limit) => next() % limit;
}
