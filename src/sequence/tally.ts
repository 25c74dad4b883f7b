/** How often each of some things was seen. */
export interface Tally<Key> {
  readonly of: (key: Key) => number;
  /** @returns how often it was seen before */
  readonly add: (key: Key, times?: number) => number;
  readonly entries: () => Iterable<readonly [Key, number]>;
}

export function createTally<Key>(): Tally<Key> {
  const counts = new Map<Key, number>();
  const of = (key: Key): number => counts.get(key) ?? 0;
  return {
    of,
    add: (key, times = 1) => {
      const before = of(key);
      counts.set(key, before + times);
      return before;
    },
    entries: () => counts,
  };
}
