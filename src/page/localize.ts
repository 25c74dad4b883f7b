import type { Localized } from "../analyze/types.ts";

/** Text of the profile in the page's language; a missing language is filled in by English, a missing text is "". */
export function localize(text: Localized | undefined, locale: string): string {
  return text?.[locale] ?? text?.en ?? "";
}
