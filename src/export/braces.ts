import { UNSEEN_MARKS } from "../sequence/unseen-marks.ts";
import type { CallBody } from "./script.ts";
import { type Text, joinText } from "./text.ts";

/**
 * Text for tools that replace `{{name}}` with a variable and have no escape for braces. Undefined if recorded text
 * would be treated as a variable; such tools have built-in ones, such as `{{$guid}}`.
 */
export function writeBraced(text: Text): string | undefined {
  return isPlain(text) ? joinText(text, reference) : undefined;
}

/** The same for a URL, where percent-encoding escapes characters that would end the line or begin a variable. */
export function writeBracedUrl(text: Text): string {
  return joinText(text, reference, (literal) => literal.toWellFormed().replaceAll(NOT_IN_URL, encodeURIComponent));
}

const NOT_IN_URL = new RegExp(`[\\s"<>\\\\^\`{|}\\p{Cc}${UNSEEN_MARKS}]`, "gu");

/** The same for a body; in JSON, where braces side by side are within strings, an escape of JSON helps. */
export function writeBracedBody(body: CallBody): string | undefined {
  if (body.kind === "bytes") return undefined;
  if (!body.isJson) return writeBraced(body.text);
  return joinText(body.text, reference, (literal) => literal.replaceAll(/\{(?=\{|$)/g, String.raw`\u007b`));
}

function reference(variable: string): string {
  return `{{${variable}}}`;
}

function isPlain(text: Text): boolean {
  const literals = joinText(text, () => "\0");
  return !/\{(?=\{|\0)/.test(literals);
}
