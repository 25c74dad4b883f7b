import { groupBy } from "../sequence/groups.ts";
import { listHashes } from "./marks.ts";
import type { SurveyedPart } from "./survey.ts";

export interface NamedPart extends SurveyedPart {
  readonly id: string;
  /** Letters of its aliases; "" where it is the only one. */
  readonly letters: string;
}

export interface NamedParts {
  readonly parts: readonly NamedPart[];
  /** Parts that are left out, as another one holds all of them. */
  readonly repeated: readonly SurveyedPart[];
  /** Names that several sources have. */
  readonly clashes: readonly string[];
}

/** Leaves out what is there twice, and names the rest, whatever the order in which it came. */
export function nameRecorders(found: readonly SurveyedPart[]): NamedParts {
  const bySource = new Map<string, SurveyedPart>();
  const repeated: SurveyedPart[] = [];
  for (const part of found.toSorted(
    (a, b) => compare(a.name, b.name) || compare(a.sha256, b.sha256) || compare(a.place, b.place),
  )) {
    if (bySource.has(part.sha256)) repeated.push(part);
    else bySource.set(part.sha256, part);
  }
  const byName = groupBy(bySource.values(), ({ name }) => name);
  const clashes: string[] = [];
  const named = Array.from(byName.entries(), ([name, parts]) => {
    const held = findHeld(parts);
    const whole = parts.filter((part) => !held.has(part));
    repeated.push(...held);
    if (whole.length > 1) clashes.push(name);
    return Array.from(whole, (part) => ({
      ...part,
      id: whole.length === 1 ? name : `${name}-${part.sha256.slice(0, 6)}`,
    }));
  });
  const sorted = named.flat().toSorted((a, b) => compare(a.id, b.id));
  const parts = Array.from(sorted, (part, index) => ({
    ...part,
    letters: sorted.length === 1 ? "" : toLetters(index),
  }));
  return { parts, repeated, clashes };
}

/** Parts of which another one holds all exchanges and more, as the file of a recording that went on does. */
function findHeld(parts: readonly SurveyedPart[]): ReadonlySet<SurveyedPart> {
  const held = new Set<SurveyedPart>();
  if (parts.length < 2) return held;
  // Of many of one name, nearly all differ in the first already.
  const firsts = parts.map(({ marks }) => (marks.length === 0 ? "" : marks.hashOf(0)));
  for (const { length, marks } of parts) {
    const known = new Set(listHashes(marks));
    for (const [index, part] of parts.entries()) {
      if (part.length >= length || (part.length > 0 && !known.has(firsts[index] ?? ""))) continue;
      if (listHashes(part.marks).every((hash) => known.has(hash))) held.add(part);
    }
  }
  return held;
}

/** 0 → `a`, 25 → `z`, 26 → `aa` */
function toLetters(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : toLetters(Math.floor(index / 26) - 1) + letter;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
