import { toSnakeCase } from "../sequence/to-snake-case.ts";

/** One of a collection, as a placeholder name: `policies` → `policy`, `os-keypairs` → `os_keypair`. */
export function toSingular(collection: string): string {
  const name = toSnakeCase(collection);
  for (const [plural, singular] of ENDINGS) {
    if (plural.test(name)) return name.replace(plural, singular);
  }
  return name;
}

/** First match wins. English only, as path names are. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(ss|us|is|series)$/, "$1"],
  [/([^aeiou])ies$/, "$1y"],
  [/([ao]us|(?:^|_)cach)es$/, "$1e"],
  [/(ss|us|x|ch|sh)es$/, "$1"],
  [/s$/, ""],
];
