import { compileTemplates } from "./compile.ts";
import { DEFAULT_LOCALE } from "./default-locale.ts";
import { DEFAULT_TARGET, findDialect } from "./dialects/targets.ts";
import { type IndexContent, type IndexView, viewIndex } from "./index-view.ts";
import { nameLocale, readMessages } from "./locales.ts";
import type { PageOptions } from "./page-options.ts";
import { readTemplates } from "./templates.ts";

export type IndexOptions = Pick<PageOptions, "locale" | "target" | "template" | "templatesFolder"> & {
  /** First heading; plain text. */
  readonly title: string;
};

/** Lays the index of a project out, with a final line end. @throws UserError for an unknown target or locale, and templates with mistakes */
export async function renderIndex(content: IndexContent, options: IndexOptions): Promise<string> {
  const { locale = DEFAULT_LOCALE, target = DEFAULT_TARGET, templatesFolder } = options;
  const dialect = findDialect(target);
  const [sources, messages] = await Promise.all([
    readTemplates(dialect, options),
    readMessages(locale, templatesFolder),
  ]);
  const write = await compileTemplates<IndexView>(sources, dialect, "index");
  return write(viewIndex(content, options.title), { messages, locale: nameLocale(locale) });
}
