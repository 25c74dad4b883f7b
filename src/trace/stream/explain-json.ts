import { UserError } from "../../errors.ts";
import { findJsonError } from "./find-json-error.ts";
import { locateOffset } from "./locate-offset.ts";
import type { TextSource } from "./text-source.ts";

/** Why a text is no JSON, with line and column, and never with a piece of it: V8 quotes one in its message, which may be a secret. */
export function explainJson(source: TextSource): UserError {
  const { name } = source;
  const beginning = source.text(0, Math.min(source.length, BEGINNING)).trimStart().slice(0, 1);
  if (beginning === "") {
    return new UserError(`Trace "${name}" is empty.`, { hint: "Record or export it again." });
  }
  if (beginning === "<") {
    return new UserError(`Trace "${name}" is an HTML or XML page, not a HAR file.`, {
      hint: "It may be a login or error page that was saved in its place; download the HAR again.",
    });
  }
  const { line, column } = locateOffset(source, findJsonError(source));
  return new UserError(`Trace "${name}" is not valid JSON (line ${line}, column ${column}).`, {
    hint: "The file may be cut short or edited by hand; record or export it again. `wirewalk recover` saves the exchanges that are whole.",
  });
}

const BEGINNING = 1 << 16;
