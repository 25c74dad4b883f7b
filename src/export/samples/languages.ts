/** Languages that pages show calls in. */
export const SAMPLE_LANGUAGES = ["curl", "python", "javascript", "go"] as const;

export type SampleLanguage = (typeof SAMPLE_LANGUAGES)[number];
