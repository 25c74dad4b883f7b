import { createBeginningReader } from "./beginning-reader.ts";
import { toCall } from "./call.ts";

/** Reads the origin of a call out of its URL, undefined for what is none. */
export function createOriginReader(): (url: string) => string | undefined {
  return createBeginningReader(PLAIN, (url) => toCall("", url)?.origin);
}

/** What ends as it is written here; whatever else URLs may be is left to who parses them. */
const PLAIN = /^[a-z]+:\/\/[\w.:[\]-]+(?=[/?#]|$)/i;
