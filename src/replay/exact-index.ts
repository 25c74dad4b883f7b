import { knownAt } from "../sequence/known-at.ts";
import { decodeEscapes } from "../trace/decode-component.ts";
import { type CallIndex, createCallIndex } from "./call-index.ts";
import { type Call, keyOf } from "./call.ts";
import { createDrawers } from "./drawers.ts";
import { type MatchRules, fitCall } from "./match-rules.ts";
import type { Recorded } from "./matcher.ts";
import { pathOf } from "./path-of.ts";

/**
 * Finds calls as they were recorded. To parse the URLs of a million exchanges takes longer than a client waits for its first response, so only
 * those with the path of a requested one are parsed, when it is requested.
 */
export function createExactIndex(recorded: readonly Recorded[], rules: MatchRules): Pick<CallIndex, "find"> {
  const keyAt = (place: number): string => keyOf(fitCall(knownAt(recorded, place).call, rules));
  const index = createCallIndex(recorded, keyAt);
  const drawers = createDrawers(recorded.length);
  let place = -1;
  for (const { url } of recorded) {
    place += 1;
    // An alias in it matches any value, so that every call may be its own.
    if (hasAlias(url)) index.add(place, keyAt(place));
    else drawers.put(place, rules.has("path") ? pathOf(url) : "");
  }
  return {
    find: (call: Call) => {
      for (const place of drawers.take(call.path).toReversed()) index.add(place, keyAt(place));
      return index.find(call);
    },
  };
}

function hasAlias(url: string): boolean {
  return url.includes(ALIAS) || (url.includes("%") && decodeEscapes(url).includes(ALIAS));
}

const ALIAS = "REDACTED";
