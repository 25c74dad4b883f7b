/** What there is of each item, in order; nothing for an item that has none. */
export function mapKnown<Item, Value>(items: readonly Item[], toValue: (item: Item) => Value | undefined): Value[] {
  return items.map(toValue).filter((value) => value !== undefined);
}
