/** Numbers that follow each other, the first and the last. */
export type Range = readonly [from: number, to: number];

/** Numbers in rising order as ranges. */
export function toRanges(numbers: Iterable<number>): readonly Range[] {
  return joinRanges(Iterator.from(numbers).map((number): Range => [number, number]));
}

/** Makes one of ranges that follow each other; they come in rising order. */
export function joinRanges(ranges: Iterable<Range>): readonly Range[] {
  const joined: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && last[1] === from - 1) last[1] = to;
    else joined.push([from, to]);
  }
  return joined;
}

/** `1-117 132-240` */
export function formatRanges(ranges: readonly Range[]): string {
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(" ");
}

/** Undefined if a text is not a list of ascending ranges. */
export function parseRanges(text: string): readonly Range[] | undefined {
  const ranges = text.split(" ").flatMap((part): Range[] => {
    const [from = "", to = from] = part.split("-");
    return part === "" ? [] : [[Number(from), Number(to)]];
  });
  let last = 0;
  for (const [from, to] of ranges) {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from <= last || to < from) return undefined;
    last = to;
  }
  return ranges;
}

/** How many numbers they hold. */
export function countIn(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}
