import { basename, dirname } from "node:path";

import type { Dialect } from "./dialects/dialect.ts";
import { createHelpers } from "./helpers.ts";
import type { Messages } from "./locales.ts";
import { type Handlebars, compileOptions, parseTemplate } from "./parse-template.ts";
import { type ReadyTemplate, readySets } from "./ready-templates.ts";
import { nameTemplateError } from "./template-error.ts";
import { type TemplateSource, locateOwnTemplate } from "./templates.ts";
import type { PageView } from "./view.ts";

/** A compiled set of templates. @throws UserError for a field or a text that does not exist */
export type PageTemplate<View = PageView> = (
  view: View,
  texts: { readonly messages: Messages; readonly locale: string },
) => string;

/**
 * Compiles templates; the named one is the main template, the others are its partials. Templates that the build has compiled need no
 * compiler, which takes as long to load and run as the rest of a page.
 *
 * @throws UserError with file and line for a template that cannot be parsed
 */
export async function compileTemplates<View = PageView>(
  sources: readonly TemplateSource[],
  dialect: Dialect,
  first = "page",
): Promise<PageTemplate<View>> {
  const programs = await findPrograms(sources);
  const handlebars = await (programs.values().every(Boolean) ? loadRuntime() : loadCompiler());
  const environment = handlebars.create();
  const helpers = createHelpers(dialect);
  environment.registerHelper(helpers);
  const options = compileOptions(helpers);
  const compile = (source: TemplateSource): HandlebarsTemplateDelegate => {
    const program = programs.get(source);
    if (program !== undefined) return environment.template(program);
    return environment.compile(parseTemplate(handlebars, source), options);
  };
  const partials = new Map(sources.map((source) => [source.name, guard(source, compile(source))]));
  const page = partials.get(first);
  if (page === undefined) throw new Error(`wirewalk's own templates have no common/${first}.hbs.`);
  environment.registerPartial(Object.fromEntries(partials));
  return (view, data) => page(view, { data });
}

/** Undefined for the user's own templates, and for an installed template that was changed. */
async function findPrograms(
  sources: readonly TemplateSource[],
): Promise<ReadonlyMap<TemplateSource, TemplateSpecification | undefined>> {
  const loaded = await Promise.all(
    [...new Set(sources.map(setOf))].map(async (set) => [set, await loadReady(set)] as const),
  );
  const sets = new Map(loaded);
  return new Map(
    sources.map((source) => {
      const { name, file, text } = source;
      const ready = sets.get(setOf(source))?.[name];
      const isOwn = file === locateOwnTemplate(`${setOf(source)}/${name}.hbs`);
      return [source, isOwn && ready?.text === text ? ready.program : undefined];
    }),
  );
}

const setOf = ({ file }: TemplateSource): string => basename(dirname(file));

async function loadReady(set: string): Promise<Readonly<Record<string, ReadyTemplate>>> {
  return Object.hasOwn(readySets, set) ? ((await readySets[set]?.())?.ready ?? {}) : {};
}

async function loadCompiler(): Promise<Handlebars> {
  return (await import("handlebars")).default;
}

/** Handlebars without parser and compiler. */
async function loadRuntime(): Promise<Handlebars> {
  // It has no precise types; both variants have the parts that are used here.
  const { default: runtime } = (await import("handlebars/runtime.js")) as unknown as { readonly default: Handlebars };
  return runtime;
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
