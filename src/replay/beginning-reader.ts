import { matchParts } from "../sequence/match-parts.ts";

/**
 * Parses the beginnings of URLs, each beginning once, because a million URLs have few different beginnings. Without a
 * common beginning, the whole URL is parsed.
 */
export function createBeginningReader<Found>(pattern: RegExp, read: (url: string) => Found): (url: string) => Found {
  const known = new Map<string, { readonly found: Found }>();
  return (url) => {
    const [beginning] = matchParts(pattern, url);
    if (beginning === undefined) return read(url);
    const before = known.get(beginning);
    if (before !== undefined) return before.found;
    const found = read(beginning);
    known.set(beginning, { found });
    return found;
  };
}
