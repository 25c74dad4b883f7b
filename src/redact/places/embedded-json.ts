import { createJsonMeasure } from "../../json/end-of-json.ts";
import { isJson } from "../../json/read-json.ts";

/** JSON within other text, as after the time in a log: only a JSON parser sees the relations between its members. */
export interface EmbeddedJson {
  readonly start: number;
  readonly end: number;
}

/** The JSON objects, and lists of them, within a text; in order. Most texts have no sign of any. */
export function findEmbeddedJson(text: string): readonly EmbeddedJson[] {
  SIGN.lastIndex = 0;
  let match = SIGN.exec(text);
  if (match === null) return [];
  const found: EmbeddedJson[] = [];
  const measure = createJsonMeasure(text);
  for (let failed = 0; match !== null && failed < MOST_FAILED; match = SIGN.exec(text)) {
    const start = match.index + match[0].length;
    const { end, kind } = measure(start);
    if (kind === "whole" && isJson(text.slice(start, end))) {
      found.push({ start, end });
      SIGN.lastIndex = end;
    } else {
      // The limit for objects of programs, because a truncated object is read to the end of the text each time.
      failed += kind === "whole" ? 0.1 : 1;
    }
  }
  return found;
}

/** Such a text with each of them masked. */
export function mapEmbeddedJson(text: string, mask: (json: string) => string): string {
  let masked = "";
  let copied = 0;
  for (const { start, end } of findEmbeddedJson(text)) {
    masked += text.slice(copied, start) + mask(text.slice(start, end));
    copied = end;
  }
  return masked + text.slice(copied);
}

const SIGN = /[\s:=(>](?=(?:\[\s{0,20})?\{\s{0,20}")/g;

const MOST_FAILED = 100;
