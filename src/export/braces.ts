import type { CallBody } from "./script.ts";
import { type Text, joinText } from "./text.ts";

/**
 * Text for tools that put a variable in place of `{{name}}` and know no escape for braces. undefined if recorded text would be taken for a
 * variable; such tools have made-up ones, such as `{{$guid}}`.
 */
export function writeBraced(text: Text): string | undefined {
  return isPlain(text) ? joinText(text, reference) : undefined;
}

/** The same for a URL, where a percent sign escapes what would end the line or begin a variable. */
export function writeBracedUrl(text: Text): string {
  return joinText(text, reference, (literal) =>
    literal.toWellFormed().replaceAll(/[\s"<>\\^`{|}\p{Cc}\p{Bidi_Control}\uFFFE\uFFFF]/gu, encodeURIComponent),
  );
}

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
