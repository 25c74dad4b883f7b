import type { SecretClass } from "./classes.ts";
import { DETECTORS } from "./detectors.ts";

/** A secret known by its looks. */
export interface FormatHit {
  /** Name of the detector. */
  readonly rule: string;
  readonly secretClass: SecretClass;
  readonly start: number;
  readonly end: number;
}

/** What every secret of a known format holds: most texts have none of it, and need no closer look. */
const MAY_HOLD =
  /eyJ|gAAAAA|-----BEGIN|LS0tLS1CRUdJTi|AKIA|ASIA|gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt|cbt|soat)-|xox[abeoprs]-|hooks\.slack|[rs]k_|AIza|ya29\.|npm_|SG\.|sk-|SK[0-9a-f]{8}|:AA[\w-]{8}|:\/\/[^\s/]*@/;

/** Finds what is a secret by its looks alone, whatever it is called, but for aliases. Hits may overlap. */
export function findFormats(text: string): FormatHit[] {
  if (!MAY_HOLD.test(text)) return [];
  return DETECTORS.filter(({ hint }) => hint?.test(text) ?? true).flatMap(({ name, class: secretClass, pattern }) =>
    Array.from(text.matchAll(pattern))
      .filter(([secret]) => !secret.includes("REDACTED-"))
      .map(({ index, 0: secret }) => ({ rule: name, secretClass, start: index, end: index + secret.length })),
  );
}
