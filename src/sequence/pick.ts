/** The items at these places, in the order of the places; nothing for a place that there is not. */
export function pick<Item>(items: readonly Item[], places: Iterable<number>): readonly Item[] {
  // Just seen to be there.
  return Array.from(places).flatMap((place) => (place in items ? [items[place] as Item] : []));
}

/** The item at a place that may be none. */
export function itemAt<Item>(items: readonly Item[], place: number | undefined): Item | undefined {
  return place === undefined ? undefined : items[place];
}
