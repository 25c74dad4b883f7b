/** Numbers that follow each other, the first and the last. */
export type Range = readonly [from: number, to: number];

/** Numbers in rising order as ranges. */
export function toRanges(numbers: Iterable<number>): readonly Range[] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}

/** `1-117 132-240` */
export function formatRanges(ranges: readonly Range[]): string {
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(" ");
}

/** Undefined where a text is none of ranges in rising order. */
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
