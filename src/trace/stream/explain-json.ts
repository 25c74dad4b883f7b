import { UserError } from "../../errors.ts";
import { findJsonError } from "./find-json-error.ts";
import { locateEntries } from "./locate-entries.ts";
import { locateOffset } from "./locate-offset.ts";
import type { TextSource } from "./text-source.ts";

/**
 * Explains why a text is not JSON, with line and column, and without quoting it: V8's message contains a piece of the
 * text, which may be a secret.
 */
export function explainJson(source: TextSource): UserError {
  const { name } = source;
  const beginning = source.text(0, Math.min(source.length, BEGINNING)).trimStart().slice(0, 1);
  if (beginning === "") {
    return new UserError(`Trace "${name}" is empty.`, { hint: "Record or export it again." });
  }
  if (beginning === "<") {
    return new UserError(`Trace "${name}" is an HTML or XML page, not a HAR file.`, {
      hint: "Download the HAR again: this may be a login or error page saved in its place.",
    });
  }
  const { line, column } = locateOffset(source, findJsonError(source));
  return new UserError(`Trace "${name}" is not valid JSON (line ${line}, column ${column}).`, {
    hint: "Run `wirewalk recover` to save the complete exchanges if the file is truncated, or record or export it again.",
  });
}

/** Where a trace that cannot be read ends too early, or where something else stands: `is truncated at line 12, column 3`. */
export function describeDamage(source: TextSource): string {
  const offset = findJsonError(source);
  if (offset === source.length && locateEntries(source).isWhole) return "has exchanges that are not valid HAR";
  const { line, column } = locateOffset(source, offset);
  return `is ${offset < source.length ? "damaged" : "truncated"} at line ${line}, column ${column}`;
}

const BEGINNING = 1 << 16;
