import { toCodeUnits, unitAt } from "../../sequence/code-units.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/**
 * The characters of a text, and the pairs of neighbors, whatever the case of letters is: 1 for each. Those beyond ASCII are one. Valid until the
 * next text is looked at.
 */
export type Characters = Uint8Array;

const PAIRS = 1 << 14;
const PLACES = PAIRS + 128;

/** By code: small letters for all, and a capital letter, which no text has then, for those beyond ASCII. */
const OTHERS = 0x41;
const FOLDED = Uint8Array.from({ length: 1 << 16 }, (_, code) => {
  if (code > 127) return OTHERS;
  return code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
});

const own = new Uint8Array(PLACES);

export function charactersIn(text: string): Characters {
  own.fill(0);
  // Each part ends with what the next begins with.
  for (let from = 0; from < text.length; from += WIDTH) notePairs(text.slice(from, from + WIDTH + 1));
  return own;
}

/** Characters that are looked at together, with one more. */
const WIDTH = 60_000;

function notePairs(text: string): void {
  const units = toCodeUnits(text);
  let before = foldedOf(unitAt(units, 0));
  own[PAIRS + before] = 1;
  for (let at = 1; at < text.length; at += 1) {
    const code = foldedOf(unitAt(units, at));
    own[PAIRS + code] = 1;
    own[pairOf(before, code)] = 1;
    before = code;
  }
}

function foldedOf(code: number): number {
  return FOLDED[code] ?? OTHERS;
}

function pairOf(before: number, code: number): number {
  return (before << 7) | code;
}

/** Whether a pattern may match in a text of these characters: false only where it cannot. */
export function mayMatch(pattern: RegExp, present: Characters): boolean {
  let need = needs.get(pattern);
  if (need === undefined) {
    need = neededBy(pattern);
    needs.set(pattern, need);
  }
  return isMet(need, present);
}

const needs = new WeakMap<RegExp, Need>();

/** What each match has. */
interface Need {
  /** Characters and pairs of neighbors. */
  readonly places: readonly number[];
  /** Of each of these, what one says. */
  readonly choices: readonly (readonly Need[])[];
}

function isMet({ places, choices }: Need, present: Characters): boolean {
  for (const place of places) if (present[place] !== 1) return false;
  for (const choice of choices) if (!choice.some((need) => isMet(need, present))) return false;
  return true;
}

/** What is outside optional repetitions. */
function neededBy({ source, unicode, unicodeSets }: RegExp): Need {
  // Their classes are written in more ways than are read here, and their letters have more cases.
  if (unicode || unicodeSets) return { places: [], choices: [] };
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
  if (first === undefined) return { need: { places: [], choices: [] }, last: UNKNOWN };
  const last = parts.every((part) => part.last === first.last) ? first.last : UNKNOWN;
  if (parts.length === 1) return first;
  return { need: { places: [], choices: [parts.map(({ need }) => need)] }, last };
}

interface Atom {
  readonly text: string;
  /** Whether it may be there no time, which says nothing. */
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
  const places: number[] = [];
  const choices: (readonly Need[])[] = [];
  let last = before;
  for (const { text, isOptional } of atoms) {
    // Without a width, including what must not match there.
    if (NO_WIDTH.test(text)) continue;
    const part = isOptional ? undefined : neededByOne(text, last);
    last = part?.last ?? UNKNOWN;
    if (part !== undefined) {
      places.push(...part.need.places);
      choices.push(...part.need.choices);
    }
  }
  // Of an empty one nothing is known when it is repeated.
  return { need: { places, choices }, last: atoms.length === 0 ? UNKNOWN : last };
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
  const choice = codes.map((code) => ({
    places: [before === UNKNOWN ? PAIRS + code : pairOf(before, code)],
    choices: [],
  }));
  const [single] = choice;
  if (single !== undefined && choice.length === 1) return { need: single, last: only };
  return { need: { places: [], choices: [choice] }, last: UNKNOWN };
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
