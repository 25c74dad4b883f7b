import { matchParts } from "../sequence/match-parts.ts";
import { toCall } from "./call.ts";

/** Reads the origin of a call out of its URL, undefined for what is none; of a million URLs few differ in how they begin. */
export function createOriginReader(): (url: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (url) => {
    const [beginning] = matchParts(PLAIN, url);
    if (beginning === undefined) return toCall("", url)?.origin;
    if (known.has(beginning)) return known.get(beginning);
    const origin = toCall("", beginning)?.origin;
    known.set(beginning, origin);
    return origin;
  };
}

/** What ends as it is written here; whatever else URLs may be is left to who parses them. */
const PLAIN = /^[a-z]+:\/\/[\w.:[\]-]+(?=[/?#]|$)/i;
