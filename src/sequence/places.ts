/** At which position of a list an item is, the last of several that are the same; 0 for one that is not in it. */
export function createPlaces<Item>(items: Iterable<Item>): (item: Item) => number {
  const places = new Map(Array.from(items, (item, place) => [item, place]));
  return (item) => places.get(item) ?? 0;
}
