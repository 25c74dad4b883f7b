import { matchParts } from "../sequence/match-parts.ts";
import { placeOf } from "../sequence/place-of.ts";
import { decodeBytes, lineAt, readFieldLines } from "./fields.ts";
import type { RequestHead, ResponseHead } from "./message.ts";

/**
 * Reads the head of a request; undefined if the first line is not a request line. The text between the first space and the version is the
 * target, whatever it contains.
 *
 * @param raw empty lines before the head included
 */
export function readRequestHead(raw: Buffer): RequestHead | undefined {
  const text = raw.toString("latin1");
  const start = startOf(text);
  const { end, next } = lineAt(text, start);
  const line = text.slice(start, end);
  const { method, space, target, version } = splitRequestLine(line);
  if (method === "") return undefined;
  const { fields, isCanonical } = readFieldLines(text, next);
  const written = `${method} ${target} ${version}`;
  return {
    method,
    target: decodeBytes(target),
    version,
    fields,
    raw,
    isCanonical: isCanonical && start === 0 && space === " " && line === written && next === end + 2,
  };
}

interface RequestLine {
  readonly method: string;
  /** Between method and target. */
  readonly space: string;
  readonly target: string;
  readonly version: string;
}

function splitRequestLine(line: string): RequestLine {
  const blank = placeOf(BLANK, line);
  const begin = placeOf(NOT_BLANK, line, blank);
  const isSplit = blank > 0 && begin > blank;
  const [before, method, space] = isSplit
    ? [line.slice(0, begin), line.slice(0, blank), line.slice(blank, begin)]
    : ["", "", ""];
  const place = versionPlace(line);
  if (place < method.length) return { method, space, target: line.slice(before.length), version: "" };
  return {
    method,
    space,
    target: line.slice(before.length, place).trimEnd(),
    version: line.slice(place + 1).trimEnd(),
  };
}

const BLANK = /[ \t]/g;
const NOT_BLANK = /[^ \t]/g;

/** Of the blank before the version in a request line; -1 if there is none. Some servers accept the version in any case, and after a tab. */
export function versionPlace(line: string): number {
  const said = line.trimEnd();
  const place = Math.max(said.lastIndexOf(" "), said.lastIndexOf("\t"));
  return /^HTTP\/\d+(?:\.\d+)?$/i.test(said.slice(place + 1)) ? place : -1;
}

/** Reads the head of a response; undefined if the first line is not a status line. */
export function readResponseHead(raw: Buffer): ResponseHead | undefined {
  const text = raw.toString("latin1");
  const start = startOf(text);
  const { end, next } = lineAt(text, start);
  const line = text.slice(start, end);
  const [, version = "", digits = "", reason = ""] = matchParts(STATUS_LINE, line);
  if (version === "") return undefined;
  const { fields, isCanonical } = readFieldLines(text, next);
  return {
    version,
    status: Number(digits),
    reason: decodeBytes(reason),
    fields,
    raw,
    isCanonical: isCanonical && start === 0 && line === `${version} ${digits} ${reason}` && next === end + 2,
  };
}

const STATUS_LINE = /^(HTTP\/\d+(?:\.\d+)?)[ \t]+(\d{3})(?:[ \t](.*))?$/is;

/** Empty lines before a head are ignored (RFC 9112, section 2.2). */
function startOf(text: string): number {
  let start = 0;
  while (text.charCodeAt(start) === 10 || text.charCodeAt(start) === 13) start += 1;
  return start;
}
