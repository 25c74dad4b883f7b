/** The item at a place that is known to be there: none is a fault of the program. */
export function knownAt<Item>(items: ArrayLike<Item>, place: number): Item {
  if (place < 0 || place >= items.length) throw new RangeError(`there is nothing at ${place} of ${items.length}`);
  // Just seen to be there.
  return items[place] as Item;
}
