import type { SecretClass } from "../formats/classes.ts";
import { findFormats } from "../formats/find-formats.ts";
import { endOfOwnAlias } from "../own-alias.ts";
import { findEmbeddedJson } from "../places/embedded-json.ts";
import { readEscapedQuotes } from "../places/escaped-quotes.ts";
import { type Escaped, readEscaped } from "../places/learn-escaped.ts";
import { looksLikeJson } from "../places/looks-like-json.ts";
import { findNamed } from "../places/named.ts";
import { maskDecoded } from "../places/nested.ts";
import { decodeRuns } from "../vault/decode-runs.ts";
import { createScanVault, type ScanVault } from "../vault/scan-vault.ts";
import { createHolderOf } from "./create-holder-of.ts";
import { createHolds } from "./create-holds.ts";
import { findCut, isShownInstead } from "./find-cut.ts";
import { type JsonLeaks, findMembers } from "./find-members.ts";

/** A secret in a text. */
export interface Leak {
  /** Name of what found it: a detector, or `named-` and the class that its name indicates. */
  readonly rule: string;
  readonly secretClass: SecretClass;
  /** Offsets of the secret. */
  readonly start: number;
  readonly end: number;
}

/** Finds what looks like a secret, or is named like one, in a text of any kind; in order, none within another. */
export function findLeaks(text: string): Leak[] {
  const formats = findFormats(text).filter(({ start, end }) => !isShownInstead(text.slice(start, end)));
  const { members, holders, shown } = findAllMembers(text);
  const holderOf = createHolderOf(shown);
  const named = findNamed(text).filter((leak) => holderOf(leak)?.values.has(text.slice(leak.start, leak.end)) !== true);
  const found = [...formats, ...findCut(text), ...members, ...named];
  // A string that contains one is reported only if its exact position is unknown.
  const holdsFound = createHolds(found);
  const others = [...holders, ...findEncoded(text)].filter((holder) => !holdsFound(holder));
  return withoutOverlaps([...found, ...others].filter((leak) => !isMasked(text, leak)));
}

/** Those of a text that is JSON, or of the JSON within it. */
function findAllMembers(text: string): JsonLeaks {
  const whole = findMembers(text);
  if (looksLikeJson(text)) return whole;
  const within = findEmbeddedJson(text).map(({ start, end }) => placeLeaks(findMembers(text.slice(start, end)), start));
  return {
    members: within.flatMap(({ members }) => members),
    holders: within.flatMap(({ holders }) => holders),
    shown: within.flatMap(({ shown }) => shown),
  };
}

function placeLeaks({ members, holders, shown }: JsonLeaks, offset: number): JsonLeaks {
  const place = <One extends Pick<Leak, "start" | "end">>(one: One): One => ({
    ...one,
    start: one.start + offset,
    end: one.end + offset,
  });
  return { members: members.map(place), holders: holders.map(place), shown: shown.map(place) };
}

/** Whether a leak is only a part of a secret's replacement. */
function isMasked(text: string, { start, end }: Leak): boolean {
  return endOfOwnAlias(text, start) >= end;
}

/** What a recording would mask in base64 and its like, and in the escapes of URLs. */
function* findEncoded(text: string): Iterable<Leak> {
  let vault: ScanVault | undefined;
  for (const { start, end, decoded, isLast = true } of readEncoded(text)) {
    vault ??= createScanVault();
    maskDecoded(decoded, vault, { isLast, depth: 1 });
    // What is in escapes there is learned, and stays as it is. Called after each, because each call resets it.
    if (vault.hasMasked()) yield { rule: "encoded", secretClass: vault.lastClass(), start, end };
  }
}

function* readEncoded(text: string): Iterable<Escaped> {
  for (const { start, end, text: decoded } of decodeRuns(text)) yield { start, end, decoded };
  yield* readEscaped(text);
  yield* readEscapedQuotes(text);
}

/** In order; of overlapping ones, the first. */
export function withoutOverlaps(leaks: readonly Leak[]): Leak[] {
  let end = 0;
  return leaks
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter((leak) => {
      if (leak.start < end) return false;
      ({ end } = leak);
      return true;
    });
}
