interface Numbered {
  readonly number: number;
}

/** Of items whose numbers follow one another, those from one number to another. */
export function takeNumbered<Item extends Numbered>(
  items: readonly Item[],
  { first, last }: { readonly first: number; readonly last: number },
): readonly Item[] {
  const [begin] = items;
  return begin === undefined ? [] : items.slice(Math.max(0, first - begin.number), last - begin.number + 1);
}

/** Of items whose numbers follow one another, the one with a number. */
export function findNumbered<Item extends Numbered>(items: readonly Item[], number: number): Item | undefined {
  const [begin] = items;
  return begin === undefined ? undefined : items[number - begin.number];
}

/** The number of the first item; 0 if there is none. */
export function firstNumberOf([first]: readonly Numbered[]): number {
  return first?.number ?? 0;
}

/** The number of the last item; 0 if there is none. */
export function lastNumberOf(items: readonly Numbered[]): number {
  return items.at(-1)?.number ?? 0;
}

/** The numbers that ranges cover. */
export function listNumbers(ranges: readonly { readonly first: number; readonly last: number }[]): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const { first, last } of ranges) {
    for (let number = first; number <= last; number += 1) numbers.add(number);
  }
  return numbers;
}
