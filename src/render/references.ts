import { createFenceTracker } from "./fence-tracker.ts";
import { NUMBERED_HEADING } from "./headings.ts";
import { type PagePart, type Region, splitLines } from "./parse-page.ts";
import { nameRegion } from "./regions.ts";

/** A number in the author's prose that means another arrow after a merge. */
export interface Reference {
  /** Line of the page before the merge, from 1. */
  readonly line: number;
  /** `(7)`, `(1-4)` */
  readonly before: string;
  /** What it has to be; undefined where what it meant is gone. */
  readonly after: string | undefined;
  /** Whether the merge wrote it. */
  readonly isFixed: boolean;
}

/** Old number of an arrow → its new one, or undefined where it is gone. Numbers without an entry are none. */
type Renumbering = ReadonlyMap<number, number | undefined>;

/** Reads which number each arrow had and has from the generated headings of both pages. */
export function findRenumbering(before: readonly PagePart[], after: readonly PagePart[]): Renumbering {
  const old = readNumbers(before);
  const fresh = readNumbers(after);
  const entries = Array.from(old, ([place, number]) => [number, fresh.get(place)] as const);
  return new Map(entries);
}

/** Numbers of headings by region; those that a note leaves out are the same as long as the note says the same. */
function readNumbers(parts: readonly PagePart[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const part of parts) {
    if (part.kind !== "region") continue;
    const name = nameRegion(part.id);
    const heading = NUMBERED_HEADING.exec(part.inner);
    if (heading !== null) numbers.set(name, Number(heading[1]));
    else if (part.id.part.endsWith(".omitted"))
      for (const number of readRange(part)) numbers.set(`${name} ${number}`, number);
  }
  return numbers;
}

/** A page of more arrows than this has no sentence about each. */
const LONGEST_RANGE = 10_000;

function readRange({ inner }: Region): readonly number[] {
  const [, from, to] = /\((\d+)\)-\((\d+)\)/.exec(inner) ?? [];
  const length = Math.min(Number(to) - Number(from) + 1, LONGEST_RANGE);
  return Number.isNaN(length) || length < 0 ? [] : Array.from({ length }, (_, index) => Number(from) + index);
}

/** The page with the numbers in its prose brought up to date, where that is asked for, and what had to be. */
export function updateReferences(
  parts: readonly PagePart[],
  numbers: Renumbering,
  isFixing: boolean,
): { readonly parts: readonly PagePart[]; readonly references: readonly Reference[] } {
  if (Array.from(numbers).every(([before, after]) => before === after)) return { parts, references: [] };
  const references: Reference[] = [];
  const updated = parts.map((part) => {
    if (part.kind !== "prose" || !part.text.includes("(")) return part;
    const fences = createFenceTracker(part.syntax);
    const lines = splitLines(part.text).map((text, index) => {
      if (fences.isCode(text)) return text;
      const found = findStale(text, numbers);
      for (const { before, after, isSure } of found)
        references.push({ line: part.line + index, before, after, isFixed: isFixing && isSure });
      return isFixing ? replaceStale(text, found) : text;
    });
    return { ...part, text: lines.join("") };
  });
  return { parts: updated, references };
}

interface Stale extends Pick<Reference, "before" | "after"> {
  /** Where in its line. */
  readonly offset: number;
  readonly isSure: boolean;
}

function findStale(line: string, numbers: Renumbering): readonly Stale[] {
  return Array.from(line.matchAll(REFERENCE)).flatMap(({ 0: before, index: offset, groups = {} }) => {
    const known = [groups["from"], groups["to"]].filter((number) => number !== undefined).map(Number);
    if (!known.every((number) => numbers.has(number))) return [];
    if (known.every((number) => numbers.get(number) === number)) return [];
    const next = known.map((number) => numbers.get(number));
    const after = next.includes(undefined) ? undefined : `(${next.join(groups["joint"] ?? "")})`;
    return [{ before, after, offset, isSure: after !== undefined && !isEnumeration(line, offset) }];
  });
}

function replaceStale(line: string, found: readonly Stale[]): string {
  let text = "";
  let end = 0;
  for (const { before, after = before, offset, isSure } of found) {
    if (!isSure) continue;
    text += line.slice(end, offset) + after;
    end = offset + before.length;
  }
  return text + line.slice(end);
}

/** `(7)`, `(1-4)`, `(1~4)`: not `openssl(1)`, and not the address of a link. */
const REFERENCE = /(?<![\w\]])\((?<from>\d{1,6})(?:(?<joint>\s*[-~–]\s*)(?<to>\d{1,6}))?\)/g;

/** `(1) first, …` at the start of a line or item may count anything; `(1),(2)` and `(1)-(6)` count arrows. */
function isEnumeration(line: string, offset: number): boolean {
  if (!/^[\s>*+-]*$/.test(line.slice(0, offset))) return false;
  return /^\(\d+\)\s/.test(line.slice(offset));
}
