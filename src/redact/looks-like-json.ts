/** Whether a text begins as JSON does, perhaps behind what keeps it from being run as a script. */
export function looksLikeJson(text: string): boolean {
  return /^(?:for\s*\(;;\);|while\s*\(1\);|\)\]\}',?)?\s*[[{]/.test(text);
}
