import { toCutPattern } from "./cut-pattern.ts";
import { escapePattern } from "./escape-pattern.ts";
import type { SecretFormat } from "./format.ts";

/** What a row of the table says, ready to be tried where one of its openings was found. */
export interface ReadyFormat {
  readonly format: SecretFormat;
  /** One as it should be or, where no word looks so, a part of one. */
  readonly matchWhole: MatchAt;
  /** A part of one, at the end of a text. */
  readonly matchCut: MatchAt;
  /** Whether the rest begins with a run of word characters of any length, so that behind an opening in vain none in that run is one. */
  readonly isRun: boolean;
}

export type MatchAt = (text: string, opening: number) => FormatMatch | undefined;

export interface FormatMatch {
  readonly start: number;
  readonly end: number;
  /** Characters at the end that nobody may know. */
  readonly rest: number;
}

export function makeReady(format: SecretFormat): ReadyFormat {
  const { rest, isWord = false } = format;
  const matchComplete = createMatch(() => toPattern(format, rest));
  const matchPart = createMatch(() => toPattern(format, toCutPattern(rest, VALUE_END)));
  return {
    format,
    matchWhole: (text, opening) => {
      const complete = matchComplete(text, opening);
      if (complete !== undefined || isWord) return complete;
      const part = matchPart(text, opening);
      return part !== undefined && isTelling(text, part) ? part : undefined;
    },
    matchCut: createMatch(() => toPattern(format, `(?!$)${toCutPattern(rest, "$")}$`)),
    isRun: /^\[\\w-\]\{\d+,\}/.test(rest),
  };
}

/** Behind a part of one: no character of a value. */
const VALUE_END = String.raw`(?![\w-])`;

/** The expression is made when it is first needed. Most never are, and all together would cost a start some milliseconds. */
function createMatch(makePattern: () => RegExp): MatchAt {
  let pattern: RegExp | undefined;
  return (text, opening) => {
    pattern ??= makePattern();
    pattern.lastIndex = opening;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const { before = "", rest = "" } = groups;
    return { start: opening - before.length, end: pattern.lastIndex, rest: rest.length };
  };
}

function toPattern({ openings, before, between = "" }: SecretFormat, rest: string): RegExp {
  const head = before === undefined ? BOUNDARY : `(?<=(?<before>${before}))`;
  return new RegExp(`${head}(?:${openings.map(escapePattern).join("|")})${between}(?<rest>${rest})`, "y");
}

/** No letter or digit before it, unless that belongs to an escape: `\n`, `%3D`. */
const BOUNDARY = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[bfnrt])|(?<=%[\dA-Fa-f]{2})|(?<=\\u[\dA-Fa-f]{4}))`;

/** A part has to be long enough, and to look made by a generator. */
function isTelling(text: string, { end, rest }: FormatMatch): boolean {
  const secret = text.slice(end - rest, end);
  return rest >= SHORTEST_PART && /\d/.test(secret) && /[A-Za-z]/.test(secret);
}

/** Characters. */
const SHORTEST_PART = 8;
