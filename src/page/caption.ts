import type { Walkthrough } from "../analyze/types.ts";
import { DEFAULT_LOCALE } from "./default-locale.ts";
import { nameLocale, readMessages } from "./locales.ts";
import { putInWords } from "./pictures.ts";

export interface CaptionOptions {
  /** Name of the page or the trace. */
  readonly title: string;
  /** Language of the text, as for `render`. @default "en" */
  readonly locale?: string;
  readonly templatesFolder?: string;
}

/** Describes the diagram of a walkthrough in words. Plain text: a title, a line for each arrow, and the language. */
export async function writeCaption(
  walkthrough: Walkthrough,
  { title, locale = DEFAULT_LOCALE, templatesFolder }: CaptionOptions,
): Promise<{ readonly title: string; readonly description: string; readonly language: string }> {
  const messages = await readMessages(locale, templatesFolder);
  return { ...putInWords(walkthrough, title, messages), language: nameLocale(locale) };
}
