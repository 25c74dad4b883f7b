/** The default language of texts, and the fallback if a language lacks a text. */
export const DEFAULT_LOCALE = "en";
