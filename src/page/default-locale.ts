/** The language of texts by default, and where a language lacks one. */
export const DEFAULT_LOCALE = "en";
