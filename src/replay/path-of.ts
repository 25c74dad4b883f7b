import { matchParts } from "../sequence/match-parts.ts";
import { toCall } from "./call.ts";

/** The path of a call, read out of its URL: parsing a million URLs takes seconds, and most are written as they are read. */
export function pathOf(url: string): string {
  const [, path] = matchParts(PLAIN, url);
  // Between slashes, dots lead elsewhere.
  if (path === undefined || path.includes("/.")) return toCall("", url)?.path ?? "";
  return path === "" ? "/" : path;
}

/** Whatever else URLs may be is left to who parses them. */
const PLAIN = /^(?:https?|wss?):\/\/[\w.:-]{1,300}(\/[\w~!$&'()*+,;=:@/.-]{0,3000}|)(?=[?#]|$)/i;
