import { matchParts } from "../sequence/match-parts.ts";

/** Reads what the beginning of a URL says, each beginning once: of a million URLs few differ in how they begin. Without one, the whole is read. */
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
