import { escapePattern } from "../../sequence/escape-pattern.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { windowAt } from "../long-pieces.ts";
import { toCutPattern } from "./cut-pattern.ts";
import { toEscapedPattern } from "./escaped-pattern.ts";
import { BOUNDARY, type SecretFormat } from "./format.ts";
import { isShortened } from "./is-shortened.ts";

/** A row of the table, prepared for matching where one of its openings was found. */
export interface ReadyFormat {
  readonly format: SecretFormat;
  /** A complete match or, if no word has this form, part of one. */
  readonly matchWhole: MatchAt;
  /** Part of a match, at the end of a text. */
  readonly matchCut: MatchAt;
  /** The few characters that are left of a match in front of an ellipsis, which are no secret. */
  readonly matchShortened: MatchAt;
  /** Where at the end of a text a match may begin that only the missing rest would reveal; undefined for formats that begin otherwise. */
  readonly matchBefore: ((text: string) => number) | undefined;
  /**
   * Whether the rest begins with a run of word characters of any length, so that if one opening fails, no other within that run can match.
   */
  readonly isRun: boolean;
}

/** Finds a match at an opening, or in the whole text if the opening only shows that there may be one. */
export type MatchAt = (text: string, opening: number) => readonly FormatMatch[];

export interface FormatMatch {
  readonly start: number;
  readonly end: number;
  /** Characters at the end that must not be revealed. */
  readonly rest: number;
}

export function makeReady(format: SecretFormat): ReadyFormat {
  const { openings, before, isAnywhere, isBehind, isWord = false } = format;
  // Created when a pattern is needed, because a text contains few of some hundred formats.
  const readRest = (): string => toEscapedPattern(format.rest);
  const cutRest = (): string => `(?!$)(?:${toPart(format.rest, CUT_END)})$`;
  // The characters of a run are never escaped.
  const isRun = /^\[\\w-\]\{\d+,\}/.test(format.rest);
  if (isAnywhere) {
    return {
      format,
      isRun,
      matchWhole: matchAnywhere(() => new RegExp(readRest(), "g")),
      matchCut: matchAnywhere(() => new RegExp(cutRest(), "g")),
      matchShortened: () => [],
      matchBefore: undefined,
    };
  }
  const matchComplete = createMatch(() => toPattern(format, readRest()));
  const matchPart = createMatch(() => toPattern(format, toPart(format.rest, VALUE_END)));
  const isLeft = (text: string, { end, rest }: FormatMatch): boolean => isShortened(format, text, { end, shown: rest });
  return {
    format,
    isRun,
    matchWhole: (text, opening) => {
      const complete = matchComplete(text, opening);
      if (complete.length > 0 || isWord) return complete;
      return matchPart(text, opening).filter(
        (part) => isTelling(text.slice(part.end - part.rest, part.end)) && !isLeft(text, part),
      );
    },
    matchCut: createMatch(() => toPattern(format, cutRest())),
    matchShortened: (text, opening) => matchPart(text, opening).filter((part) => isLeft(text, part)),
    matchBefore:
      isBehind &&
      createEndMatch(() => new RegExp(`${toCutPattern(`${before ?? ""}(?:${toAlternatives(openings)})`, "$")}$`)),
  };
}

/**
 * The pattern for part of a match. It is cut first and escaped afterward: otherwise, each character of an escape could be the end, and
 * there would be countless ways to read the end of a text.
 */
const toPart = (rest: string, end: string): string => toEscapedPattern(toCutPattern(rest, end));

/** After a truncated match: no character of a value. */
const VALUE_END = String.raw`(?![\w-])`;

/** The end of a text, which may lie within an escape. */
const CUT_END = String.raw`(?:%(?:25)*[2347]?|\\+(?:u(?:0(?:0[23]?)?)?)?)?$`;

/**
 * The expression is compiled when it is first needed. Most never are, and compiling all of them at the start would take some milliseconds.
 */
function createMatch(makePattern: () => RegExp): MatchAt {
  let pattern: RegExp | undefined;
  return (text, opening) => {
    pattern ??= makePattern();
    const { text: near, start: offset, toWhole } = windowAt(text, opening);
    pattern.lastIndex = opening - offset;
    const groups = pattern.exec(near)?.groups;
    if (groups === undefined) return [];
    const { before = "", rest = "" } = groups;
    const end = toWhole(pattern.lastIndex);
    const more = end - offset - pattern.lastIndex;
    return [{ start: opening - before.length, end, rest: rest.length + more }];
  };
}

function matchAnywhere(makePattern: () => RegExp): MatchAt {
  let pattern: RegExp | undefined;
  return (text) => {
    pattern ??= makePattern();
    return Array.from(text.matchAll(pattern), ({ index, 0: { length } }) => ({
      start: index,
      end: index + length,
      rest: length,
    }));
  };
}

/** Where the beginning of a match starts at the end of a text; the text's end if there is none. */
function createEndMatch(makePattern: () => RegExp): (text: string) => number {
  let pattern: RegExp | undefined;
  return (text) => {
    pattern ??= makePattern();
    return text.length - matchedText(pattern, text.slice(-LONGEST_BEFORE)).length;
  };
}

/** Characters. */
const LONGEST_BEFORE = 200;

/** Its groups are `before` and `rest`. */
function toPattern({ openings, before, between = "" }: SecretFormat, rest: string): RegExp {
  const head = before === undefined ? BOUNDARY : `(?<=(?<before>${toEscapedPattern(before)}))`;
  return new RegExp(`${head}(?:${toAlternatives(openings)})${toEscapedPattern(between)}(?<rest>${rest})`, "y");
}

function toAlternatives(openings: readonly string[]): string {
  return openings.map(escapePattern).join("|");
}

/** A part must be long enough and look generated; some parts are longer than any word. */
export function isTelling(secret: string): boolean {
  const isMixed = /\d/.test(secret) && /[A-Za-z]/.test(secret);
  return secret.length >= LONGEST_WORD || (secret.length >= SHORTEST_PART && isMixed);
}

/** Characters. */
const SHORTEST_PART = 8;
const LONGEST_WORD = 40;
