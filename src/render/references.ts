import { createFenceTracker } from "./fence-tracker.ts";
import type { PagePart } from "./parse-page.ts";

/** Number of each request and answer, by what they are numbered on the page: `step=image-show request` → 7. */
export type Numbering = ReadonlyMap<string, number>;

/** A number in the author's text that meant a step and now means another, or none. */
export interface StaleReference {
  /** 1-based. */
  readonly line: number;
  /** As it is written: `(7)`, `(1)-(6)`. */
  readonly before: string;
  /** What it would have to be; undefined where the step is gone. */
  readonly after: string | undefined;
}

/** Reads the numbers out of the headings that wirewalk wrote. */
export function readNumbering(parts: readonly PagePart[]): Numbering {
  const numbers = new Map<string, number>();
  for (const part of parts) {
    if (part.kind !== "region" || part.id.step === undefined) continue;
    const [, number] = /^[ \t]*#{1,6} \((\d+)\) /m.exec(part.inner) ?? [];
    if (number !== undefined && !part.id.part.includes("."))
      numbers.set(`step=${part.id.step} ${part.id.part}`, Number(number));
  }
  return numbers;
}

export interface Renumbering {
  readonly before: Numbering;
  readonly after: Numbering;
}

/** The author's text with its numbers as they are now; tells of each that changed. Code is not looked into. */
export function renumber(
  text: string,
  { before, after }: Renumbering,
  onStale: (reference: Omit<StaleReference, "line"> & { readonly lineOfText: number }) => void,
): string {
  const keys = new Map(Array.from(before, ([key, number]) => [number, key]));
  const numberNow = (number: number): number | undefined => after.get(keys.get(number) ?? "");
  const fences = createFenceTracker();
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines
    .map((line, index) => {
      if (fences.isCode(line)) return line;
      return line.replaceAll(REFERENCE, (written: string, first: string, last: string | undefined, offset: number) => {
        const known = [first, last].filter((one) => one !== undefined).map(Number);
        if (!known.every((number) => keys.has(number)) || isListNumber(line, offset, written)) return written;
        const now = known.map(numberNow);
        if (now.every((number, at) => number === known[at])) return written;
        const fixed = now.includes(undefined)
          ? undefined
          : written.replaceAll(/\d+/g, (one) => String(numberNow(Number(one))));
        onStale({ lineOfText: index + 1, before: written, after: fixed });
        return fixed ?? written;
      });
    })
    .join("");
}

/** `(7)`, and `(1-4)` in one pair of brackets; `(7),(8)` and `(1)-(6)` are two. */
const REFERENCE = /(?<![\w\])])\((\d{1,5})(?:\s*[-~–]\s*(\d{1,5}))?\)/g;

/** `(1) First, …` may be a list of the author's own. */
function isListNumber(line: string, offset: number, written: string): boolean {
  return /^[\s>*+-]*$/.test(line.slice(0, offset)) && /^ \S/.test(line.slice(offset + written.length));
}
