import type HandlebarsModule from "handlebars";

import { UserError } from "../errors.ts";
import { helpers } from "./helpers.ts";
import type { Messages } from "./locales.ts";
import { nameTemplateError } from "./template-error.ts";
import type { TemplateSource } from "./templates.ts";
import type { PageView } from "./view.ts";

/** A compiled set of templates. @throws UserError for a field or a text that does not exist */
export type PageTemplate = (view: PageView, texts: { readonly messages: Messages; readonly locale: string }) => string;

type Handlebars = typeof HandlebarsModule;

/**
 * Compiles a set of templates; `page` is the first, the others are its partials.
 *
 * @throws UserError with file and line for a template that cannot be read
 */
export async function compileTemplates(set: string, sources: readonly TemplateSource[]): Promise<PageTemplate> {
  const { default: handlebars } = await import("handlebars");
  const environment = handlebars.create();
  environment.registerHelper(helpers);
  const partials = new Map(
    sources.map((source) => [source.name, compileOne(environment, source, parseStrictly(handlebars, source))]),
  );
  const page = partials.get("page");
  if (page === undefined) {
    throw new UserError(`There are no templates "${set}".`, {
      hint: `Use "mkdocs", or put a ${set}/page.hbs into your templates folder.`,
    });
  }
  environment.registerPartial(Object.fromEntries(partials));
  return (view, data) => page(view, { data });
}

function compileOne(
  environment: Pick<Handlebars, "compile">,
  source: TemplateSource,
  program: hbs.AST.Program,
): HandlebarsTemplateDelegate {
  const template = environment.compile(program, {
    noEscape: true,
    strict: true,
    knownHelpers: Object.fromEntries(Object.keys(helpers).map((name) => [name, true])),
  });
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
