import type { SecretClass } from "../formats/classes.ts";
import { findFormats } from "../formats/find-formats.ts";
import { endOfOwnAlias } from "../own-alias.ts";
import { readEscaped } from "../places/learn-escaped.ts";
import { findNamed } from "../places/named.ts";
import { maskString } from "../places/nested.ts";
import { decodeRuns } from "../vault/decode-runs.ts";
import { createScanVault } from "../vault/scan-vault.ts";
import { findCut, isShownInstead } from "./find-cut.ts";
import { findMembers } from "./find-members.ts";

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
  const { members, holders } = findMembers(text);
  const found = [...formats, ...findCut(text), ...members, ...findNamed(text)];
  // A string that contains one is reported only if its exact position is unknown.
  const others = [...holders, ...findEncoded(text), ...findEscaped(text)].filter(
    (holder) => !found.some(({ start, end }) => start >= holder.start && end <= holder.end),
  );
  return withoutOverlaps([...found, ...others].filter((leak) => !isMasked(text, leak)));
}

/** Whether a leak is only a part of a secret's replacement. */
function isMasked(text: string, { start, end }: Leak): boolean {
  return endOfOwnAlias(text, start) >= end;
}

/** What a recording would mask in base64 and its like. */
function findEncoded(text: string): Leak[] {
  const runs = decodeRuns(text);
  if (runs.length === 0) return [];
  const vault = createScanVault();
  return runs
    .filter((run) => {
      maskString(run.text, vault, 1);
      // What is in escapes there is learned, and stays as it is. Called after each run, because each call resets it.
      return vault.hasMasked();
    })
    .map(({ start, end }) => ({ rule: "encoded", secretClass: vault.lastClass(), start, end }));
}

/** What a recording would mask in the escapes of URLs. */
function findEscaped(text: string): Leak[] {
  const vault = createScanVault();
  return Array.from(readEscaped(text))
    .filter(({ decoded }) => {
      maskString(decoded, vault, 1);
      return vault.hasMasked();
    })
    .map(({ start, end }) => ({ rule: "encoded", secretClass: vault.lastClass(), start, end }));
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
