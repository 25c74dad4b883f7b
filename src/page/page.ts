import type { Walkthrough } from "../analyze/types.ts";
import { compileTemplates, type PageTemplate } from "./compile.ts";
import { DEFAULT_LOCALE } from "./default-locale.ts";
import { DEFAULT_TARGET, findDialect } from "./dialects/targets.ts";
import { nameLocale, readMessages } from "./locales.ts";
import type { PageOptions } from "./page-options.ts";
import { readTemplates } from "./templates.ts";
import { viewPage } from "./view.ts";

export type { FurtherPage, OmittedRange, PageDiagram, PageOptions, PagePlace, StepHighlights } from "./page-options.ts";

/**
 * Lays a walkthrough out as a page, with a final line break. The same walkthrough and options give the same bytes.
 *
 * @throws UserError for options that do not fit the walkthrough, an unknown target or locale, and templates with mistakes
 */
export async function renderPage(walkthrough: Walkthrough, options: PageOptions): Promise<string> {
  const { templatesFolder } = options;
  const locale = nameLocale(options.locale ?? DEFAULT_LOCALE);
  const [writePage, messages] = await Promise.all([
    getTemplate(options),
    readMessages(options.locale ?? DEFAULT_LOCALE, templatesFolder),
  ]);
  return writePage(viewPage(walkthrough, { ...options, locale }, messages), { messages, locale });
}

interface Compiled {
  /** Its source, if a user may change it. */
  readonly sources: string;
  readonly page: Promise<PageTemplate>;
}

/** Compiling takes longer than a page, so each set is compiled once, and again if the user has changed a template since. */
const compiled = new Map<string, Compiled>();

async function getTemplate({ target = DEFAULT_TARGET, template, templatesFolder }: PageOptions): Promise<PageTemplate> {
  const key = JSON.stringify([target, template, templatesFolder]);
  const last = compiled.get(key);
  // The built-in templates do not change while it runs.
  if (last !== undefined && templatesFolder === undefined) return last.page;
  const dialect = findDialect(target);
  const sources = await readTemplates(dialect, { template, templatesFolder });
  const found = JSON.stringify(sources);
  if (last?.sources === found) return last.page;
  const page = compileTemplates(sources, dialect);
  compiled.set(key, { sources: found, page });
  return page;
}
