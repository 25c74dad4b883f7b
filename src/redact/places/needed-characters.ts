/** Which characters there are: a bit for each of ASCII, and one for all others together. */
export type Characters = Uint32Array;

const WORDS = 5;
const OTHERS = 128;

export function charactersIn(text: string): Characters {
  const found = new Uint32Array(WORDS);
  for (let at = 0; at < text.length; at += 1) addCode(found, text.charCodeAt(at));
  return found;
}

function addCode(set: Characters, code: number): void {
  const bit = code < OTHERS ? code : OTHERS;
  set[bit >>> 5] = (set[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

/** Whether a pattern may match in a text of these characters: false only where it cannot. */
export function mayMatch(pattern: RegExp, present: Characters): boolean {
  let known = needs.get(pattern);
  if (known === undefined) {
    known = neededBy(pattern);
    needs.set(pattern, known);
  }
  return known.every((set) => hasCommon(set, present));
}

function hasCommon(a: Characters, b: Characters): boolean {
  for (let word = 0; word < WORDS; word += 1) if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  return false;
}

const needs = new WeakMap<RegExp, readonly Characters[]>();

/** Sets of characters, one of each of which every match contains: those outside optional repetitions that are not letters. */
function neededBy({ source, unicode, unicodeSets }: RegExp): readonly Characters[] {
  // Their classes are written in more ways than are read here.
  return unicode || unicodeSets ? [] : neededByAny(source);
}

/** Of alternatives: what each needs first, together. */
function neededByAny(source: string): readonly Characters[] {
  const all = splitAlternatives(source).map(neededByAll);
  const [only] = all;
  if (all.length === 1 && only !== undefined) return only;
  const union = new Uint32Array(WORDS);
  for (const [first] of all) {
    if (first === undefined) return [];
    for (const [word, bits] of first.entries()) union[word] = (union[word] ?? 0) | bits;
  }
  return [union];
}

/** An escape, a class, or a group without inner groups is found by its end; everything else is literal. */
const ATOM = /\\(?:k<\w+>|x[\da-f]{2}|u[\da-f]{4}|c[a-z]|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/giy;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y;

function splitAlternatives(source: string): readonly (readonly string[])[] {
  const alternatives: string[][] = [[]];
  for (let at = 0; at < source.length;) {
    const atom = atomAt(source, at);
    at += atom.length;
    if (atom === "|") alternatives.push([]);
    else {
      QUANTIFIER.lastIndex = at;
      const [quantifier = "", least] = QUANTIFIER.exec(source) ?? [];
      at += quantifier.length;
      // What may be there no time says nothing.
      const isNeeded = quantifier === "" || quantifier.startsWith("+") || Number(least ?? 0) > 0;
      if (isNeeded) alternatives.at(-1)?.push(atom);
    }
  }
  return alternatives;
}

function atomAt(source: string, at: number): string {
  ATOM.lastIndex = at;
  const [atom = ""] = ATOM.exec(source) ?? [];
  if (atom !== "(") return atom;
  let end = at + 1;
  while (end < source.length && source.charAt(end) !== ")") end += atomAt(source, end).length;
  return source.slice(at, end + 1);
}

function neededByAll(atoms: readonly string[]): readonly Characters[] {
  return atoms.flatMap((atom) => {
    if (!atom.startsWith("(") || atom.length === 1) {
      const set = toSet(atom);
      return set === undefined ? [] : [set];
    }
    // What is looked at around a match is none of it, or must not be there.
    if (/^\(\?(?:<?[=!]|[\w-]+:)/.test(atom)) return [];
    return neededByAny(atom.replace(/^\((?:\?(?::|<\w+>))?/, "").slice(0, -1));
  });
}

/** Undefined where an atom may be a letter or a digit, or it is not known what. */
function toSet(atom: string): Characters | undefined {
  const isClass = atom.startsWith("[") && atom.length > 1;
  if (isClass ? atom.startsWith("[^") || !SIMPLE_CLASS.test(atom) : !SIMPLE.test(atom)) return undefined;
  const set = new Uint32Array(WORDS);
  for (const [one] of (isClass ? atom.slice(1, -1) : atom).matchAll(/\\?[\s\S]/g))
    addCode(set, CONTROLS[one] ?? one.charCodeAt(one.length - 1));
  return set;
}

/** Neither letters nor digits, nor a hyphen within a class, which may denote a range. */
const SIMPLE_CLASS = /^\[(?:\\[^\w]|\\[nrt]|[^\w\\-])+\]$/;
const SIMPLE = /^(?:\\[^\w]|\\[nrt]|[^\w\\^$.()[\]])$/;

const CONTROLS: Readonly<Record<string, number>> = { "\\n": 10, "\\r": 13, "\\t": 9 };
