import { createBeginningReader } from "./beginning-reader.ts";
import { toCall } from "./call.ts";

/** Reads the origin of a call out of its URL, undefined for what is none. */
export function createOriginReader(): (url: string) => string | undefined {
  return createBeginningReader(PLAIN, (url) => toCall("", url)?.origin);
}

/** The URLs that end as written here; all others are parsed. */
const PLAIN = /^[a-z]+:\/\/[\w.:[\]-]+(?=[/?#]|$)/i;
