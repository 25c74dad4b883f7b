import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import { matchParts } from "../sequence/match-parts.ts";
import type { CommentSyntax } from "./comment.ts";
import { type MarkerKind, type RegionId, writeEmptyRegion } from "./regions.ts";

/** The comment before or after a region, before or after prose of a removed step, or about an old number in prose. */
export interface Marker {
  readonly kind: MarkerKind;
  readonly id: RegionId;
  /** In a begin marker: checksum of the text that belongs there. */
  readonly sum: string | undefined;
  /** In a begin marker: checksum of the generated text that the author's own replaces. */
  readonly adopts: string | undefined;
  /** About a number: checksum of its line. */
  readonly line: string | undefined;
  /** The number. */
  readonly n: string | undefined;
  /** Which of the line's numbers it is, from 1; undefined if it means all that are the same. */
  readonly nth: string | undefined;
  /** Of an arrow that a note leaves out: its place in the note, and how many that leaves out, `2/6`. */
  readonly at: string | undefined;
  /** White space before it. */
  readonly indent: string;
}

/** The attributes of each; the former heading of an orphan is for people. */
const FIELDS: Readonly<Record<MarkerKind, readonly string[]>> = {
  begin: ["step", "part", "sum", "adopts"],
  end: ["step", "part"],
  orphan: ["step", "part", "was"],
  "orphan-end": ["step", "part"],
  number: ["step", "part", "line", "n", "nth", "at"],
};

/**
 * Reads a line of the page outside of code.
 *
 * @param number 1-based, for messages
 * @returns undefined if the line is not a marker
 * @throws UserError for a line that looks like a marker but is not one: unnoticed, it would disable a check
 */
export function parseMarker(line: string, number: number, syntax: CommentSyntax): Marker | undefined {
  const { opening, alike, exact } = PATTERNS[syntax];
  if (!line.includes(opening) || !alike.test(line)) return undefined;
  const [, indent = "", word = "", rest = ""] = matchParts(exact, line);
  const fields = new Map<string, string>();
  let read = 0;
  for (const [field, key = "", value = ""] of rest.matchAll(FIELD)) {
    fields.set(key, value);
    read += field.length;
  }
  const part = fields.get("part");
  const isWhole = read === rest.trimEnd().length;
  if (!isKind(word) || !isWhole || !part || fields.keys().some((key) => !FIELDS[word].includes(key)))
    throw unreadable(line, number, syntax);
  const step = fields.get("step");
  const id = { ...onlyKnown({ step }), part };
  return {
    kind: word,
    id,
    sum: fields.get("sum"),
    adopts: fields.get("adopts"),
    line: fields.get("line"),
    n: fields.get("n"),
    nth: fields.get("nth"),
    at: fields.get("at"),
    indent,
  };
}

/** A line that begins like one of wirewalk's markers has to be one, exactly. */
const PATTERNS: Readonly<Record<CommentSyntax, MarkerPattern>> = {
  html: {
    opening: "<!--",
    alike: /^\uFEFF?\s*<!--+\s*wirewalk\b/i,
    exact: /^\uFEFF?([ \t]*)<!-- wirewalk:(\S+)(.*) -->\s*$/,
  },
  mdx: {
    opening: "{/*",
    alike: /^\uFEFF?\s*\{\/\*+\s*wirewalk\b/i,
    exact: /^\uFEFF?([ \t]*)\{\/\* wirewalk:(\S+)(.*) \*\/\}\s*$/,
  },
  asciidoc: {
    opening: "//",
    alike: /^\uFEFF?\s*\/\/+\s*wirewalk:/i,
    exact: /^\uFEFF?([ \t]*)\/\/ wirewalk:(\S+)(.*?)\s*$/,
  },
};

interface MarkerPattern {
  readonly opening: string;
  readonly alike: RegExp;
  readonly exact: RegExp;
}

const FIELD = /\s+(\w+)=("[^"]*"|[^\s"]*)(?=\s|$)/g;

function isKind(word: string): word is MarkerKind {
  return Object.hasOwn(FIELDS, word);
}

/** Longest part of a line shown in a message, in characters. */
const LONGEST_EXCERPT = 120;

function unreadable(line: string, number: number, syntax: CommentSyntax): UserError {
  const [begin, end] = writeEmptyRegion({ step: "…", part: "…" }, syntax);
  return new UserError(`Line ${number} is not a valid marker: ${line.trim().slice(0, LONGEST_EXCERPT)}`, {
    hint: `Write markers like \`${begin}\` and \`${end}\`, each on a line of its own; the first may have a sum.`,
  });
}
