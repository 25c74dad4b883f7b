import type HandlebarsModule from "handlebars";

import { nameTemplateError } from "./template-error.ts";
import type { TemplateSource } from "./templates.ts";

export type Handlebars = typeof HandlebarsModule;

/**
 * In strict mode Handlebars still takes a misspelled name inside `{{#if …}}` for "no"; this marks every path as strict.
 *
 * @throws UserError with file and line for a template that cannot be read
 */
export function parseTemplate(handlebars: Handlebars, source: TemplateSource): hbs.AST.Program {
  class StrictPaths extends handlebars.Visitor {
    override PathExpression(path: hbs.AST.PathExpression): void {
      Object.assign(path, { strict: true });
    }
  }
  try {
    const program = handlebars.parse(source.text);
    new StrictPaths().accept(program);
    return program;
  } catch (cause) {
    throw nameTemplateError(cause, source, {});
  }
}

/** How all templates are compiled. */
export function compileOptions(helpers: Readonly<Record<string, unknown>>): CompileOptions {
  const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));
  return { noEscape: true, strict: true, knownHelpers };
}
