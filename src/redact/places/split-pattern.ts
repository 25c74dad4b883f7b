import { matchParts } from "../../sequence/match-parts.ts";

/** A part of a pattern, with what says how often. */
export interface Atom {
  readonly text: string;
  readonly quantifier: string;
  /** Whether it may occur zero times, which proves nothing. */
  readonly isOptional: boolean;
}

/** An escape, a class, or a group without inner groups is found by its end; everything else is literal. */
const ATOM = /\\(?:k<\w+>|x[\da-f]{2}|u[\da-f]{4}|c[a-z]|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/giy;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y;

export function splitAlternatives(source: string): readonly (readonly Atom[])[] {
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
      alternatives.at(-1)?.push({ text, quantifier, isOptional });
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

/** The alternatives of a pattern: each begins with one of several patterns. */
export function splitPattern(source: string): readonly { readonly starts: readonly string[]; readonly end: string }[] {
  return splitAlternatives(source).map(([first, ...rest]) => {
    const end = rest.map(toSource).join("");
    if (first === undefined) return { starts: [""], end };
    if (!first.text.startsWith("(?:") || first.quantifier !== "") return { starts: [toSource(first)], end };
    const choices = splitAlternatives(first.text.slice(3, -1)).map((atoms) => atoms.map(toSource).join(""));
    return { starts: choices.map((choice) => (IS_PLAIN.test(choice) ? choice : `(?:${choice})`)), end };
  });
}

/** What follows cannot change what it means. */
const IS_PLAIN = /^[a-z]+$/i;

function toSource({ text, quantifier }: Atom): string {
  return text + quantifier;
}
