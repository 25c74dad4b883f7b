import { UserError } from "../../errors.ts";
import { readJson } from "../../json/read-json.ts";
import { LINE_FEED } from "../../sequence/ascii.ts";
import { explainLost } from "../../trace/stream/explain-json.ts";
import { LONGEST_TEXT } from "../../trace/stream/read-value.ts";
import type { TextSource } from "../../trace/stream/text-source.ts";

/** One JSON value of a file, and its position. */
export interface Document {
  /** Undefined if it is no JSON. */
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
}

/**
 * The JSON values of a file that has one a line, as the Collector writes them, or one in all. A line is in memory at a time.
 *
 * @throws UserError if it holds no JSON, or a value that is too long to be read at once.
 */
export function* readDocuments(source: TextSource): Generator<Document> {
  let isFirst = true;
  for (const [start, end] of findLines(source)) {
    const one = readDocument(source, start, end);
    if (isFirst && one.value === undefined) {
      // Written with line breaks in it, or no JSON at all.
      const whole = readDocument(source, 0, source.length);
      if (whole.value === undefined) throw explainLost(source);
      yield whole;
      return;
    }
    isFirst = false;
    yield one;
  }
  if (isFirst) throw explainLost(source);
}

export function readDocument(source: TextSource, start: number, end: number): Document {
  if (end - start > LONGEST_TEXT) {
    throw new UserError(
      `"${source.name}" holds ${end - start} bytes of spans in one piece, more than can be read at once.`,
      {
        hint: "Write one request per line, as the Collector's file exporter does, or fewer traces.",
      },
    );
  }
  return { value: readJson(source.text(start, end).replace(/^\uFEFF/, "")), start, end };
}

/** Offsets of the lines that are not blank. */
function* findLines(source: TextSource): Generator<readonly [start: number, end: number]> {
  let start = 0;
  for (let from = 0; from < source.length;) {
    // The block is good until the next call, and the text of a line is such a call.
    const ends: number[] = [];
    const block = source.block(from);
    for (let at = block.indexOf(LINE_FEED); at >= 0; at = block.indexOf(LINE_FEED, at + 1)) ends.push(from + at);
    from += block.length;
    for (const end of ends) {
      if (!isBlank(source, start, end)) yield [start, end];
      start = end + 1;
    }
  }
  if (!isBlank(source, start, source.length)) yield [start, source.length];
}

function isBlank(source: TextSource, start: number, end: number): boolean {
  return end - start < 64 && source.text(start, end).trim() === "";
}
