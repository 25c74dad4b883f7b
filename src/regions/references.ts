import { groupText } from "../sequence/group-text.ts";
import { splitLines } from "../sequence/split-lines.ts";
import { createFenceTracker } from "./fence-tracker.ts";
import type { Numbering } from "./numbering.ts";
import type { PagePart } from "./parse-page.ts";
import { type OldNumber, type StaleNumbers, sumLine } from "./stale-numbers.ts";

/** A number in the author's prose that means another arrow after a merge. */
export interface Reference {
  /** Line of the page before the merge, from 1. */
  readonly line: number;
  /** `(7)`, `(1-4)` */
  readonly before: string;
  /** The correct number; undefined if its arrow was removed. */
  readonly after: string | undefined;
  /** Whether the merge wrote it. */
  readonly isFixed: boolean;
  /** Whether it may be any number, such as `(1)` at the start of a line; it is reported once and never rewritten. */
  readonly mayCount: boolean;
}

export interface References {
  readonly before: Numbering;
  readonly after: Numbering;
  /** Numbers that were stale already. */
  readonly stale: StaleNumbers;
}

export interface UpdatedReferences {
  readonly parts: readonly PagePart[];
  readonly references: readonly Reference[];
  /** Numbers that the author has to change. */
  readonly stale: StaleNumbers;
}

/** The page with the numbers in its prose updated, if requested, and the list of outdated ones. */
export function updateReferences(
  parts: readonly PagePart[],
  { before, after, stale }: References,
  isFixing: boolean,
): UpdatedReferences {
  const names = new Map(Array.from(before, ([name, number]) => [number, name]));
  if (stale.size === 0 && Array.from(before).every(([name, number]) => after.get(name) === number))
    return { parts, references: [], stale };
  const references: Reference[] = [];
  const left = new Map<string, readonly OldNumber[]>();
  const update = (text: string, line: number): string => {
    if (!text.includes("(")) return text;
    const sum = sumLine(text);
    const old = stale.get(sum) ?? [];
    const nameOf: Meaning["nameOf"] = (number, nth) =>
      old.find((one) => one.number === number && (one.nth ?? nth) === nth)?.name ?? names.get(number);
    const found = findStale(text, { nameOf, after });
    for (const one of found)
      references.push({
        line,
        before: one.before,
        after: one.after,
        isFixed: isFixing && one.isSure,
        mayCount: one.mayCount,
      });
    const open = found.filter(({ mayCount }) => !mayCount).filter(({ isSure }) => !isFixing || !isSure);
    const updated = isFixing ? replaceStale(text, found) : text;
    if (open.length > 0) left.set(sumLine(updated), toOldNumbers(updated, open));
    return updated;
  };
  return { parts: parts.map((part) => updateProse(part, update)), references, stale: left };
}

/** Lines outside code; in orphaned prose at the end of the page, only the lines between the markers. */
function updateProse(part: PagePart, update: (text: string, line: number) => string): PagePart {
  if (part.kind === "region" || part.kind === "number" || !part.text.includes("(")) return part;
  const fences = createFenceTracker(part.syntax);
  const own = part.kind === "orphan" ? part.inner : part.text;
  const first = part.kind === "orphan" ? part.line + 1 : part.line;
  const lines = splitLines(own).map((text, index) => (fences.isCode(text) ? text : update(text, first + index)));
  const updated = lines.join("");
  if (part.kind === "prose") return { ...part, text: updated };
  const begin = part.text.slice(0, part.text.indexOf("\n") + 1);
  return { ...part, inner: updated, text: begin + updated + part.text.slice(begin.length + own.length) };
}

interface Stale extends Pick<Reference, "before" | "after" | "mayCount"> {
  /** Where in its line. */
  readonly offset: number;
  /** What its numbers mean. */
  readonly arrows: readonly (OldNumber & { readonly nth: number })[];
  readonly isSure: boolean;
}

interface Meaning {
  /** @param nth which of the line's numbers, from 1 */
  readonly nameOf: (number: number, nth: number) => string | undefined;
  readonly after: Numbering;
}

function findStale(line: string, { nameOf, after: fresh }: Meaning): readonly Stale[] {
  let nth = 0;
  return Array.from(line.matchAll(REFERENCE)).flatMap(({ 0: before, index: offset, groups }) => {
    const known = listNumbers(groups);
    const arrows = known.flatMap((number) => {
      nth += 1;
      const name = nameOf(number, nth);
      return name === undefined ? [] : [{ number, nth, name }];
    });
    if (arrows.length < known.length || arrows.every(({ number, name }) => fresh.get(name) === number)) return [];
    const next = arrows.map(({ name }) => fresh.get(name));
    const after = next.includes(undefined) ? undefined : `(${next.join(groupText({ groups }, "joint"))})`;
    const mayCount = isEnumeration(line, offset);
    return [{ before, after, offset, arrows, mayCount, isSure: after !== undefined && !mayCount }];
  });
}

function listNumbers(groups: Readonly<Record<string, string>> = {}): readonly number[] {
  return [groups["from"], groups["to"]].filter((number) => number !== undefined).map(Number);
}

/** A number that occurs only once in its line needs no position. */
function toOldNumbers(line: string, open: readonly Stale[]): readonly OldNumber[] {
  const all = Array.from(line.matchAll(REFERENCE)).flatMap(({ groups }) => listNumbers(groups));
  const isAlone = (wanted: number): boolean => all.indexOf(wanted) === all.lastIndexOf(wanted);
  return open.flatMap(({ arrows }) =>
    arrows.map(({ number, nth, name }) => ({ number, nth: isAlone(number) ? undefined : nth, name })),
  );
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
