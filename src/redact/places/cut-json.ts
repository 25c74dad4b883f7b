import type { PlainString } from "../../json/check-strings.ts";
import { readString } from "../../json/leaves.ts";
import { type JsonJudge, LONE, QUIET, type Span, TELLING, findQuietItems } from "../../json/quiet-items.ts";
import { KIND } from "../../sequence/character-kinds.ts";
import { findFormats } from "../formats/find-formats.ts";
import { SHORTEST_RUN, hasRunIn, mayHaveRun } from "../vault/decode-runs.ts";
import { isSuspect, saysOfObjects } from "./json-body.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { isSign, isSigned } from "./may-nest.ts";
import { mayHoldNamed } from "./named.ts";
import { NAME_QUIET, NAME_SUSPECT, hasColons, judgeName } from "./quiet-json.ts";
import { ID_OPENINGS, MAY_BE_FORMAT, findStringSigns } from "./string-signs.ts";

/** A JSON text without the objects that contain no secret, and the mapping of positions to the whole text. */
export interface CutJson {
  readonly text: string;
  /** Converts an offset in the remaining text to one in the whole text; offsets must increase from call to call. */
  readonly placeOf: (offset: number) => number;
}

/**
 * Omits the objects of long lists that show no sign of a secret, so that only the others are read leaf by leaf; the result is the same as
 * for the whole text. Undefined if nothing can be omitted.
 */
export function cutJson(text: string): CutJson | undefined {
  if (text.length < SHORTEST) return undefined;
  const spans = findQuietItems(text, createJudge(text));
  if (spans === undefined || spans.length === 0) return undefined;
  const kept: string[] = [];
  let end = 0;
  for (const span of spans) {
    kept.push(text.slice(end, span.start));
    end = span.end;
  }
  kept.push(text.slice(end));
  return { text: kept.join(""), placeOf: createPlaces(spans) };
}

/** Characters; reading shorter lists completely is as fast. */
const SHORTEST = 512;

function createPlaces(spans: readonly Span[]): CutJson["placeOf"] {
  let index = 0;
  let left = 0;
  return (offset) => {
    for (let span = spans[index]; span !== undefined && span.start <= offset + left; span = spans[index]) {
      left += span.end - span.start;
      index += 1;
    }
    return offset + left;
  };
}

function createJudge(text: string): JsonJudge {
  const idOpenings = ID_OPENINGS.filter((opening) => text.includes(opening));
  return {
    judge: (string, units, own) => {
      const { start, end, isName, kinds } = string;
      const isMarked = (kinds & KIND.unmarked) === 0;
      const isWord = (kinds & KIND.word) !== 0;
      if (isName && !isMarked) {
        const verdict = judgeName(text, units, start + 1, end - 1);
        if (verdict === NAME_QUIET) return QUIET;
        if (verdict === NAME_SUSPECT) return saysOfObjects(text.slice(start + 1, end - 1)) ? TELLING : LONE;
      } else if (isName && isSuspect(text.slice(start + 1, end - 1))) return TELLING;
      if (end - start - 2 >= SHORTEST_RUN && hasRun(text, string))
        return isLabel(text.slice(start + 1, end - 1), own) && isSign(text, { start, end, isWord }) ? TELLING : LONE;
      if ((kinds & KIND.id) !== 0 && !isName)
        return idOpenings.length > 0 && hasIdFormat(text, string, idOpenings) ? LONE : QUIET;
      const signs = isMarked ? MAY_BE_FORMAT : findStringSigns(units, start + 1, end);
      if (signs === 0 && !isName && (isWord || !hasColons(text, start, end))) return QUIET;
      if (isSign(text, { start, end, isWord }))
        return isName || isLabel(text.slice(start + 1, end - 1), own) ? TELLING : LONE;
      return isPlain(text.slice(start + 1, end - 1)) ? QUIET : LONE;
    },
    judgeEscaped: ({ start, end, isName }, own) => {
      if (isName) return TELLING;
      const value = readString(text, start, end);
      // An escaped quote, which is a sign only within JSON, is not one here.
      const flat = value.replaceAll(/["\\]/g, " ");
      const isQuiet = !isSigned(flat) && !mayHaveRun(value, 0, value.length) && isPlain(value) && isPlain(flat);
      return isQuiet ? QUIET : isLabel(value, own) ? TELLING : LONE;
    },
  };
}

function hasRun(text: string, { start, end, kinds }: PlainString): boolean {
  const isMarked = (kinds & KIND.unmarked) === 0;
  return isMarked ? mayHaveRun(text, start + 1, end - 1) : hasRunIn(text, start + 1, end - 1, kinds) !== false;
}

function hasIdFormat(text: string, { start, end }: PlainString, openings: readonly string[]): boolean {
  const id = text.slice(start + 1, end - 1);
  return openings.some((opening) => id.includes(opening)) && findFormats(id).length > 0;
}

/** Whether nothing in a string is a secret by its looks or by a neighboring name. */
function isPlain(value: string): boolean {
  return (
    !mayHoldNamed(value) &&
    !/%[\da-f]{2}/i.test(value) &&
    !(value.includes("//") && value.includes("@")) &&
    !looksLikeJson(value) &&
    findFormats(value).length === 0
  );
}

/** Whether a string has a form that may describe a neighboring value. */
function isLabel(value: string, own: string): boolean {
  return own === "query" || STATEMENT.test(value) || (value.length <= LONGEST_LABEL && LABEL.test(value));
}

const STATEMENT = /^\s{0,20}(?:insert|replace|update|select|delete|merge|with)\s/i;

const LABEL = /^[$\w.:/ -]*$/;

/** Characters. */
const LONGEST_LABEL = 200;
