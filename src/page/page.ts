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
 * Lays a walkthrough out as a page, with a final line end. Same walkthrough and options in, same bytes out.
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

/** Compiling takes longer than a page, so each set is compiled once. */
const compiled = new Map<string, Promise<PageTemplate>>();

function getTemplate({ target = DEFAULT_TARGET, template, templatesFolder }: PageOptions): Promise<PageTemplate> {
  const key = JSON.stringify([target, template, templatesFolder]);
  let page = compiled.get(key);
  if (page === undefined) {
    page = compilePage({ target, template, templatesFolder });
    compiled.set(key, page);
    // A mistake in a template can be mended while the process runs.
    page.catch(() => compiled.delete(key));
  }
  return page;
}

interface TemplateChoice {
  readonly target: string;
  readonly template: string | undefined;
  readonly templatesFolder: string | undefined;
}

async function compilePage({ target, template, templatesFolder }: TemplateChoice): Promise<PageTemplate> {
  const dialect = findDialect(target);
  const sets = [...new Set([...dialect.sets, ...(template === undefined ? [] : [template])])];
  return compileTemplates(await readTemplates(sets, templatesFolder), dialect);
}
