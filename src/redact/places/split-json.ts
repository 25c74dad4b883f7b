import { type MeasureJson, createJsonMeasure } from "../../json/end-of-json.ts";
import { isJson } from "../../json/read-json.ts";
import { looksLikeJson } from "./looks-like-json.ts";

/** A part of a text that begins with JSON. */
export interface JsonPiece {
  readonly text: string;
  /**
   * - `json`: one JSON text, perhaps truncated
   * - `loose`: one text whose brackets match but which is not JSON: with comments, a prefix, or something else, as `["user": "joe"]`
   * - `broken`: lines that begin as JSON, in which names and values may be taken for each other, or which nothing closes
   * - `text`: lines of any other kind
   */
  readonly kind: "json" | "loose" | "broken" | "text";
}

/**
 * Splits a text that begins with JSON: one JSON text is one piece; a log has many, and what is broken in it ends with its line. The
 * pieces make up the text.
 */
export function splitJson(text: string): readonly JsonPiece[] {
  if (text.length < LONGEST_PARSED && isJson(text)) return [{ text, kind: "json" }];
  const measure = createJsonMeasure(text);
  const first = measure(0);
  if (first.kind === "whole" && isBlank(text, first.end))
    return [{ text, kind: text.length < LONGEST_PARSED ? "loose" : "json" }];
  const pieces: JsonPiece[] = [];
  for (let start = 0; start < text.length;) {
    const piece = readPiece(text, start, measure);
    pieces.push({ text: text.slice(start, piece.end), kind: piece.kind });
    start = piece.end;
  }
  return pieces;
}

/** Characters; of longer texts, to parse them costs more than to measure them. */
const LONGEST_PARSED = 65_536;

function isBlank(text: string, start: number): boolean {
  let index = start;
  while (text.charCodeAt(index) <= 0x20) index += 1;
  return index >= text.length;
}

function readPiece(
  text: string,
  start: number,
  measure: MeasureJson,
): { readonly end: number; readonly kind: JsonPiece["kind"] } {
  if (start > 0 && !looksLikeJson(text.slice(start))) return { end: findJsonLine(text, start), kind: "text" };
  const { end, kind } = measure(start);
  if (kind === "astray") return { end: endOfLine(text, end), kind: "broken" };
  return { end, kind: kind === "cut" && text.includes("\n", start) ? "broken" : "json" };
}

/** Offset of the next line that begins with JSON. */
function findJsonLine(text: string, start: number): number {
  for (let line = endOfLine(text, start); line < text.length; line = endOfLine(text, line)) {
    if (BRACKET.test(text.slice(line, line + LONGEST_INDENT)) && looksLikeJson(text.slice(line))) return line;
  }
  return text.length;
}

/** Offset after the line break. */
function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end + 1;
}

/** Most lines have none; only after one is the rest checked. */
const BRACKET = /^[ \t]*[[{]/;

/** Characters. */
const LONGEST_INDENT = 100;
