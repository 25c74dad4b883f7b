/** Exchanges of a lazy list that are made ready at once: each takes some kilobytes of memory, and no picture or comparison of more is of use. */
export const MOST_AT_ONCE = 15_000;
