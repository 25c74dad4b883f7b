/**
 * A path for display during a recording. A value that a later response reveals as a secret is masked in the trace, but it cannot be removed
 * from a screen. So only words, versions, and names of variables are shown.
 */
export function veilPath(path: string): string {
  return path.replaceAll(/[^/?&=]+/g, (part) => (isHarmless(part) ? part : "…"));
}

export function isHarmless(part: string): boolean {
  return /^\{.*\}$/.test(part) || /REDACTED-/.test(part) || /^v\d+(?:\.\d+)*$/.test(part) || isWord(part);
}

/** It has no digits, or is too short for a secret. */
function isWord(part: string): boolean {
  return part.length < 6 || !/\d/.test(part);
}
