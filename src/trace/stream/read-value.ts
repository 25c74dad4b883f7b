import { UserError } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { textAt } from "../../sequence/text-at.ts";
import { explainJson } from "./explain-json.ts";
import type { LocatedEntries } from "./locate-entries.ts";
import { locateOffset } from "./locate-offset.ts";
import type { TextSource } from "./text-source.ts";

/** A value of a file in which long strings may still be in the file. */
export interface ReadValue {
  readonly value: unknown;
  /** Placeholder of a string that is still in the file → that string. */
  readonly held: ReadonlyMap<string, HeldText>;
}

/** A string that stays in the file. */
export interface HeldText {
  /** Units that it takes in the file. */
  readonly length: number;
  readonly read: () => string;
  /** Its beginning, where all of it is longer than a string can be. */
  readonly readBeginning: () => string;
}

/**
 * Parses what is between two offsets, without its long strings.
 *
 * @throws SyntaxError if it is not JSON
 * @throws UserError if it is longer than a string can be, long strings aside
 */
export function readValue(source: TextSource, located: LocatedEntries, [start, end]: Range): ReadValue {
  const { long } = located;
  const held = new Map<string, HeldText>();
  let at = long.findFrom(start);
  if (!(long.at(at) < end)) return { value: JSON.parse(textOf(source, start, end)), held };
  const pieces: string[] = [];
  const strings: Range[] = [];
  let copied = start;
  for (; long.at(at) < end; at += 2) {
    pieces.push(textOf(source, copied, long.at(at)));
    strings.push([long.at(at), long.at(at + 1)]);
    copied = long.at(at + 1);
  }
  pieces.push(textOf(source, copied, end));
  const mark = nameMark(pieces);
  let json = textAt(pieces, 0);
  for (const [index, range] of strings.entries()) {
    held.set(`${mark}${index}`, holdText(source, range));
    json += `"${mark}${index}"${textAt(pieces, index + 1)}`;
  }
  return { value: JSON.parse(json), held };
}

export type Range = readonly [start: number, end: number];

/** A beginning that none of these strings has. */
function nameMark(pieces: readonly string[]): string {
  let mark = "held-text-";
  while (pieces.some((piece) => piece.includes(mark))) mark = `${mark}-`;
  return mark;
}

/** The last one that was read: a body is usually accessed several times. */
let recent: { readonly source: TextSource; readonly start: number; readonly text: string } | undefined;

function holdText(source: TextSource, [start, end]: Range): HeldText {
  return {
    length: end - start - 2,
    read: () => {
      if (recent?.source === source && recent.start === start) return recent.text;
      const text = unquote(textOf(source, start, end), source);
      recent = { source, start, text };
      return text;
    },
    readBeginning: () => unquote(`${cutString(source.text(start, start + BEGINNING))}"`, source),
  };
}

/** Characters kept of what is too long. */
const BEGINNING = 1 << 16;

/** Without an escape, or a character, that was cut in the middle. */
function cutString(text: string): string {
  const [whole] = matchParts(/^(?:[^\\\uFFFD]|\\(?:u[\da-fA-F]{4}|[^u]))*/, text);
  return whole ?? text;
}

function unquote(json: string, source: TextSource): string {
  try {
    return String(JSON.parse(json));
  } catch {
    throw explainJson(source);
  }
}

/** Units of the longest text that is read at once: what is made of it may be longer, and no string has more than 2^29. */
export const LONGEST_TEXT = 1 << 28;

function textOf(source: TextSource, start: number, end: number): string {
  if (end - start <= LONGEST_TEXT) return source.text(start, end);
  const { line, column } = locateOffset(source, start);
  throw new UserError(
    `Trace "${source.name}" holds a text of ${end - start} bytes (line ${line}, column ${column}), longer than can be read at once.`,
    { hint: `Record or export at most ${LONGEST_TEXT} bytes in one exchange.` },
  );
}
