/** What keeps its own place in the list. */
export interface Placed {
  place: number;
}

export interface ActiveList<T extends Placed> {
  readonly add: (item: T) => void;
  readonly remove: (item: T) => void;
  readonly items: () => readonly T[];
}

/**
 * What is going on just now, in no order. A `Set` would do, but for its garbage: when one that lives long is rehashed,
 * its dead tables keep what is in the newer ones alive until the next full collection (docs/notes/undici.md).
 */
export function createActiveList<T extends Placed>(): ActiveList<T> {
  const items: T[] = [];
  return {
    add: (item) => {
      item.place = items.push(item) - 1;
    },
    remove: (item) => {
      const last = items.pop();
      if (last === undefined || last === item) return;
      items[item.place] = last;
      last.place = item.place;
    },
    items: () => [...items],
  };
}
