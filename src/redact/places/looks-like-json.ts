/**
 * Whether a text begins like JSON, perhaps after a prefix that keeps it from being run as a script. The section of a configuration file
 * (`[server]`) and the time of a log (`[2026-11-25 10:00]`) begin with a bracket too.
 */
export function looksLikeJson(text: string): boolean {
  return JSON_START.test(text);
}

const JSON_START =
  /^(?:for\s*\(;;\);|while\s*\(1\);|\)\]\}',?)?\s*(?:\{\s*(?:["}]|$)|\[\s*(?:["{[\]]|(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)\s*(?:[,\]]|$)|$))/;
