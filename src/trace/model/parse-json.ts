import { UserError } from "../../errors.ts";
import { findJsonError } from "./find-json-error.ts";

/** Parses JSON from a file; what is none is told with line and column, and never with a piece of the text. */
export function parseJson(text: string, name: string): unknown {
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  try {
    return JSON.parse(json);
  } catch {
    // Not kept as the cause: V8 quotes a piece of the text in its message, which may be a secret.
    throw explain(json, name);
  }
}

function explain(text: string, name: string): UserError {
  const beginning = text.trimStart().slice(0, 1);
  if (beginning === "") {
    return new UserError(`Trace "${name}" is empty.`, { hint: "record or export it again." });
  }
  if (beginning === "<") {
    return new UserError(`Trace "${name}" is an HTML or XML page, not a HAR file.`, {
      hint: "it may be a login or error page that was saved in its place; download the HAR again.",
    });
  }
  const { line, column } = locate(text, findJsonError(text));
  return new UserError(`Trace "${name}" is not valid JSON (line ${line}, column ${column}).`, {
    hint: "the file may be cut short or edited by hand; record or export it again.",
  });
}

/** Line and column of an offset, both from 1. */
function locate(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
