import { groupBy } from "../sequence/groups.ts";
import { knownAt } from "../sequence/known-at.ts";
import { createTally } from "../sequence/tally.ts";
import { textAt } from "../sequence/text-at.ts";
import { digestContent, isSameContent } from "./content.ts";
import { listHashes } from "./marks.ts";
import type { SurveyedPart } from "./survey.ts";

export interface NamedPart extends SurveyedPart {
  readonly id: string;
  /** Letters of its aliases; "" if it is the only recorder. */
  readonly letters: string;
}

export interface NamedParts {
  readonly parts: readonly NamedPart[];
  /** Parts that are left out, as another one holds all of them. */
  readonly repeated: readonly SurveyedPart[];
  /** Names that several sources have. */
  readonly clashes: readonly string[];
}

/** Omits duplicates and names the rest, regardless of their order. */
export function nameRecorders(found: readonly SurveyedPart[]): NamedParts {
  const sorted = found.toSorted(
    (a, b) => compare(a.name, b.name) || compare(a.sha256, b.sha256) || compare(a.place, b.place),
  );
  const { different, repeated } = leaveOutRepeated(sorted);
  const byName = groupBy(different, ({ name }) => name);
  const clashes: string[] = [];
  const kept = Array.from(byName.entries(), ([name, parts]) => {
    const held = findHeld(parts);
    const whole = parts.filter((part) => !held.has(part));
    repeated.push(...held);
    if (whole.length > 1) clashes.push(name);
    return whole;
  });
  const named = toIds(kept.flat(), new Set(clashes)).toSorted((a, b) => compare(a.id, b.id));
  const parts = named.map((part, index) =>
    Object.assign({}, part, { letters: named.length === 1 ? "" : toLetters(index) }),
  );
  return { parts, repeated, clashes };
}

/**
 * A gathered trace's statements about its sources may be false: parts with the same digest are one only if they have
 * the same exchanges.
 */
function leaveOutRepeated(parts: readonly SurveyedPart[]): { different: SurveyedPart[]; repeated: SurveyedPart[] } {
  const different: SurveyedPart[] = [];
  const repeated: SurveyedPart[] = [];
  for (const [, alike] of groupBy(parts, ({ sha256 }) => sha256).entries()) {
    const own: SurveyedPart[] = [];
    for (const part of alike) (own.some((other) => isSameContent(part, other)) ? repeated : own).push(part);
    different.push(...own);
  }
  return { different, repeated };
}

/**
 * Each gets a unique name: the name of its file, extended by more and more of its content's digest if several have that
 * name.
 */
function toIds(parts: readonly SurveyedPart[], clashes: ReadonlySet<string>): readonly Omit<NamedPart, "letters">[] {
  const precision: number[] = parts.map(({ name }) => (clashes.has(name) ? 1 : 0));
  for (;;) {
    const named = parts.map((part, index) => Object.assign({}, part, { id: toId(part, knownAt(precision, index)) }));
    const taken = createTally<string>();
    for (const { id } of named) taken.add(id);
    const isClear = named.every(({ id }, index) => taken.of(id) === 1 || precision[index] === MOST_PRECISE);
    if (isClear) return named;
    for (const [index, { id }] of named.entries()) {
      if (taken.of(id) > 1) precision[index] = Math.min(knownAt(precision, index) + 1, MOST_PRECISE);
    }
  }
}

const MOST_PRECISE = 3;

function toId(part: SurveyedPart, precision: number): string {
  const { name, sha256 } = part;
  return [name, `${name}-${sha256.slice(0, 6)}`, `${name}-${sha256}`][precision] ?? `${name}-${digestContent(part)}`;
}

/** Parts that are contained in another one, such as an earlier file of a recording that continued. */
function findHeld(parts: readonly SurveyedPart[]): ReadonlySet<SurveyedPart> {
  const held = new Set<SurveyedPart>();
  if (parts.length < 2) return held;
  // Of many of one name, nearly all differ in the first already.
  const firsts = parts.map(({ marks }) => (marks.length === 0 ? "" : marks.hashOf(0)));
  for (const { length, marks } of parts) {
    const known = new Set(listHashes(marks));
    for (const [index, part] of parts.entries()) {
      if (part.length >= length || (part.length > 0 && !known.has(textAt(firsts, index)))) continue;
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
