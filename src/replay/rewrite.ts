import { escapePattern } from "../sequence/escape-pattern.ts";
/**
 * Replaces origins in a text wherever a URL may be: plain, with JSON's `\/`, and percent-encoded in a query. `http://cloud` does not match
 * the beginning of `http://cloud.example` or `http://cloud:8774`.
 */
export function createRewriter(origins: ReadonlyMap<string, string>): (text: string) => string {
  const replacements = new Map<string, string>();
  const patterns: string[] = [];
  for (const [from, to] of origins) {
    for (const form of forms) {
      replacements.set(form(from).toLowerCase(), form(to));
      patterns.push(`(${escapePattern(form(from))})${defaultPortOf(from)}`);
    }
  }
  if (patterns.length === 0) return (text) => text;
  const pattern = new RegExp(`(?:${patterns.join("|")})${end}`, "gi");
  return (text) =>
    text.replaceAll(pattern, (whole, ...groups: readonly unknown[]) => {
      const origin = groups.slice(0, patterns.length).find((group) => typeof group === "string") ?? whole;
      return replacements.get(origin.toLowerCase()) ?? whole;
    });
}

const forms: readonly ((origin: string) => string)[] = [
  (origin) => origin,
  (origin) => origin.replaceAll("/", String.raw`\/`),
  (origin) => encodeURIComponent(origin),
];

/** What may not follow, as the host or port would go on. */
const end = String.raw`(?![\w-]|\.\w|(?::|%3A)\d)`;

/** An origin leaves its scheme's port out; a text may name it. */
function defaultPortOf(origin: string): string {
  if (/:\d+$/.test(origin)) return "";
  return String.raw`(?:(?::|%3A)${origin.startsWith("https") ? "443" : "80"}(?!\d))?`;
}
