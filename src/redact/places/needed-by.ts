import { foldedOf, pairOf, PAIRS } from "./character-places.ts";
import { type Atom, splitAlternatives } from "./split-pattern.ts";

/** What each match of a pattern has: characters and pairs of neighbors (see `Characters`), and choices of which it has one. */
export type Need = readonly (number | readonly Need[])[];

/** What is outside optional repetitions. */
export function neededBy({ source, unicode, unicodeSets }: RegExp): Need {
  // Their classes are written in more ways than are read here, and their letters have more cases.
  if (unicode || unicodeSets) return [];
  return neededByAny(source, UNKNOWN).need;
}

interface Part {
  readonly need: Need;
  /** The character that it ends with, where it is the same for all; else `UNKNOWN`. */
  readonly last: number;
}

const UNKNOWN = -1;

/** @param before the character in front of it */
function neededByAny(source: string, before: number): Part {
  const parts = splitAlternatives(source).map((atoms) => neededByAll(atoms, before));
  const [first] = parts;
  if (first === undefined) return { need: [], last: UNKNOWN };
  const last = parts.every((part) => part.last === first.last) ? first.last : UNKNOWN;
  if (parts.length === 1) return first;
  return { need: [parts.map(({ need }) => need)], last };
}

function neededByAll(atoms: readonly Atom[], before: number): Part {
  const needs: (number | readonly Need[])[] = [];
  let last = before;
  for (const { text, isOptional } of atoms) {
    // Without a width, including what must not match there.
    if (NO_WIDTH.test(text)) continue;
    const part = isOptional ? undefined : neededByOne(text, last);
    last = part?.last ?? UNKNOWN;
    if (part !== undefined) needs.push(...part.need);
  }
  // Of an empty one nothing is known when it is repeated.
  return { need: needs, last: atoms.length === 0 ? UNKNOWN : last };
}

const NO_WIDTH = /^(?:[\^$]|\\[bB]|\(\?<?[=!][\s\S]*)$/;

/** Undefined where it is not known. */
function neededByOne(atom: string, before: number): Part | undefined {
  if (atom.startsWith("(") && atom.length > 1)
    return /^\(\?[\w-]+:/.test(atom)
      ? undefined
      : neededByAny(atom.replace(/^\((?:\?(?::|<\w+>))?/, "").slice(0, -1), before);
  const codes = codesOf(atom);
  const [only = UNKNOWN] = codes;
  if (only === UNKNOWN) return undefined;
  const places = codes.map((code) => (before === UNKNOWN ? PAIRS + code : pairOf(before, code)));
  return codes.length === 1 ? { need: places, last: only } : { need: [places.map((place) => [place])], last: UNKNOWN };
}

/** The characters that an atom may be; none where it is not known. */
function codesOf(atom: string): readonly number[] {
  const isClass = atom.startsWith("[") && atom.length > 1;
  if (isClass ? atom.startsWith("[^") || !SIMPLE_CLASS.test(atom) : !SIMPLE.test(atom)) return [];
  const written = (isClass ? atom.slice(1, -1) : atom).matchAll(/\\?[\s\S]/g);
  return Array.from(new Set(Array.from(written, ([one]) => foldedOf(CONTROLS[one] ?? one.charCodeAt(one.length - 1)))));
}

/** No hyphen within a class, which may denote a range. */
const SIMPLE_CLASS = /^\[(?:\\[^\w]|\\[nrt]|[^\\-])+\]$/;
const SIMPLE = /^(?:\\[^\w]|\\[nrt]|[^\\.()[\]])$/;

const CONTROLS: Readonly<Record<string, number>> = { "\\n": 10, "\\r": 13, "\\t": 9 };
