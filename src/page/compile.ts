import type HandlebarsModule from "handlebars";

import type { Dialect } from "./dialects/dialect.ts";
import { createHelpers } from "./helpers.ts";
import type { Messages } from "./locales.ts";
import { nameTemplateError } from "./template-error.ts";
import type { TemplateSource } from "./templates.ts";
import type { PageView } from "./view.ts";

/** A compiled set of templates. @throws UserError for a field or a text that does not exist */
export type PageTemplate = (view: PageView, texts: { readonly messages: Messages; readonly locale: string }) => string;

type Handlebars = typeof HandlebarsModule;

/**
 * Compiles templates; `page` is the first, the others are its partials.
 *
 * @throws UserError with file and line for a template that cannot be read
 */
export async function compileTemplates(sources: readonly TemplateSource[], dialect: Dialect): Promise<PageTemplate> {
  const { default: handlebars } = await import("handlebars");
  const environment = handlebars.create();
  const helpers = createHelpers(dialect);
  environment.registerHelper(helpers);
  const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));
  const compile = (source: TemplateSource): HandlebarsTemplateDelegate => {
    const program = parseStrictly(handlebars, source);
    return guard(source, environment.compile(program, { noEscape: true, strict: true, knownHelpers }));
  };
  const partials = new Map(sources.map((source) => [source.name, compile(source)]));
  const page = partials.get("page");
  if (page === undefined) throw new Error("The templates of wirewalk lack common/page.hbs.");
  environment.registerPartial(Object.fromEntries(partials));
  return (view, data) => page(view, { data });
}

/** Its errors name the template. */
function guard(source: TemplateSource, template: HandlebarsTemplateDelegate): HandlebarsTemplateDelegate {
  return (context: unknown, options) => {
    try {
      return template(context, options);
    } catch (cause) {
      throw nameTemplateError(cause, source, context);
    }
  };
}

/** In strict mode Handlebars still takes a misspelt name inside `{{#if …}}` for "no"; this marks every path as strict. */
function parseStrictly(handlebars: Handlebars, source: TemplateSource): hbs.AST.Program {
  class StrictPaths extends handlebars.Visitor {
    override PathExpression(path: hbs.AST.PathExpression): void {
      Object.assign(path, { strict: true });
    }
  }
  try {
    const program = handlebars.parse(source.text, { srcName: source.file });
    new StrictPaths().accept(program);
    return program;
  } catch (cause) {
    throw nameTemplateError(cause, source, {});
  }
}
