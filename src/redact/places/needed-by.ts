import { matchParts } from "../../sequence/match-parts.ts";
import { foldedOf, pairOf, PAIRS } from "./character-places.ts";

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

interface Atom {
  readonly text: string;
  /** Whether it may occur zero times, which proves nothing. */
  readonly isOptional: boolean;
}

/** An escape, a class, or a group without inner groups is found by its end; everything else is literal. */
const ATOM = /\\(?:k<\w+>|x[\da-f]{2}|u[\da-f]{4}|c[a-z]|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/giy;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y;

function splitAlternatives(source: string): readonly (readonly Atom[])[] {
  const alternatives: Atom[][] = [[]];
  for (let at = 0; at < source.length;) {
    const text = atomAt(source, at);
    at += text.length;
    if (text === "|") alternatives.push([]);
    else {
      QUANTIFIER.lastIndex = at;
      const [quantifier = "", least] = matchParts(QUANTIFIER, source);
      at += quantifier.length;
      const isOptional = quantifier !== "" && !quantifier.startsWith("+") && Number(least ?? 0) === 0;
      alternatives.at(-1)?.push({ text, isOptional });
    }
  }
  return alternatives;
}

function atomAt(source: string, at: number): string {
  ATOM.lastIndex = at;
  const [atom = ""] = matchParts(ATOM, source);
  if (atom !== "(") return atom;
  let end = at + 1;
  while (end < source.length && source.charAt(end) !== ")") end += atomAt(source, end).length;
  return source.slice(at, end + 1);
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
