/** The language of texts where nobody says another, and where a language lacks one. */
export const DEFAULT_LOCALE = "en";
