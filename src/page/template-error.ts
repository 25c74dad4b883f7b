import { UserError } from "../errors.ts";
import { isObject } from "../json/is-object.ts";
import { findAll } from "../sequence/find-all.ts";
import { textAt } from "../sequence/text-at.ts";
import type { TemplateSource } from "./templates.ts";

/** Turns an error of Handlebars into one that names the template, the line, and the available fields. */
export function nameTemplateError(cause: unknown, { name, file, text }: TemplateSource, context: unknown): unknown {
  // The error of a partial already names its template.
  if (cause instanceof UserError || !(cause instanceof Error)) return cause;
  const line = readLine(cause);
  const field = /^"(.*)" not defined in /.exec(cause.message)?.[1];
  const partial = /^The partial (\S+) could not be found/.exec(cause.message)?.[1];
  if (partial !== undefined) {
    return new UserError(`Template "${name}" includes the template "${partial}", which does not exist.`, {
      hint: `See ${file}.`,
      cause,
    });
  }
  if (field === undefined) {
    return new UserError(`Template "${name}" cannot be read: ${cause.message.split("\n")[0]}`, {
      hint: `See ${file}.`,
      cause,
    });
  }
  return new UserError(`Template "${name}", line ${line}: unknown field "${findPath(text, line, field)}".`, {
    hint: `Known fields: ${listFields(context).join(", ")}. See ${file}.`,
    cause,
  });
}

/** Handlebars' own errors carry the place in their template. */
function readLine(cause: Error): number {
  return "lineNumber" in cause && typeof cause.lineNumber === "number" ? cause.lineNumber : 1;
}

/** The whole path as the template has it: `body.titel` for the field `titel`. */
function findPath(text: string, line: number, field: string): string {
  const source = textAt(text.split("\n"), line - 1);
  const paths = findAll(source, /[\w@][\w@.]*/g);
  return paths.find((path) => path.split(".").includes(field)) ?? field;
}

/** Names of fields, and of the fields inside plain ones. */
function listFields(context: unknown): readonly string[] {
  return Object.entries(context ?? {}).flatMap(([name, value]: [string, unknown]) => {
    const isPlain = isObject(value);
    return isPlain ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name];
  });
}
