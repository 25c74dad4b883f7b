import type { Walkthrough } from "../analyze/types.ts";
import { compileTemplates, type PageTemplate } from "./compile.ts";
import { readMessages } from "./locales.ts";
import type { PageOptions } from "./page-options.ts";
import { readTemplates } from "./templates.ts";
import { viewPage } from "./view.ts";

export type { OmittedRange, PageOptions, StepHighlights } from "./page-options.ts";

/**
 * Lays a walkthrough out as a page, with a final line end. Same walkthrough and options in, same bytes out.
 *
 * @throws UserError for options that do not fit the walkthrough, an unknown locale, and templates with mistakes
 */
export async function renderPage(walkthrough: Walkthrough, options: PageOptions): Promise<string> {
  const { locale = "en", template = "mkdocs", templatesFolder } = options;
  const [writePage, messages] = await Promise.all([
    getTemplate(template, templatesFolder),
    readMessages(locale, templatesFolder),
  ]);
  return writePage(viewPage(walkthrough, options), { messages, locale });
}

/** Compiling takes longer than a page, so each set is compiled once. */
const compiled = new Map<string, Promise<PageTemplate>>();

function getTemplate(set: string, folder: string | undefined): Promise<PageTemplate> {
  const key = JSON.stringify([set, folder]);
  let template = compiled.get(key);
  if (template === undefined) {
    template = readTemplates(set, folder).then((sources) => compileTemplates(set, sources));
    compiled.set(key, template);
    // A mistake in a template can be mended while the process runs.
    template.catch(() => compiled.delete(key));
  }
  return template;
}
