/** Lists by a key; a key that nothing was added to has an empty one. */
export interface Groups<Key, Item> {
  readonly of: (key: Key) => readonly Item[];
  readonly add: (key: Key, item: Item) => void;
  /** In the order in which they began. */
  readonly entries: () => Iterable<readonly [Key, readonly Item[]]>;
}

/** Groups of items, in their order. */
export function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Groups<Key, Item> {
  const groups = createGroups<Key, Item>();
  for (const item of items) groups.add(keyOf(item), item);
  return groups;
}

export function createGroups<Key, Item>(): Groups<Key, Item> {
  const lists = new Map<Key, Item[]>();
  return {
    of: (key) => lists.get(key) ?? [],
    add: (key, item) => {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [item]);
      else list.push(item);
    },
    entries: () => lists,
  };
}
