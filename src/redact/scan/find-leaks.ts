import type { SecretClass } from "../formats/classes.ts";
import { findFormats } from "../formats/find-formats.ts";
import { isPlaceholder } from "../placeholder.ts";
import { findNamed } from "../places/named.ts";
import { findCut } from "./find-cut.ts";
import { findMembers } from "./find-members.ts";

/** A secret in a text. */
export interface Leak {
  /** Name of what found it: a detector, or `named-` and the class that its name tells. */
  readonly rule: string;
  readonly secretClass: SecretClass;
  /** Offsets of the secret. */
  readonly start: number;
  readonly end: number;
}

/** Finds what looks like a secret, or is named like one, in a text of any kind; in order, none within another. */
export function findLeaks(text: string): Leak[] {
  const formats = findFormats(text).filter(({ start, end }) => !isPlaceholder(text.slice(start, end)));
  return withoutOverlaps([...formats, ...findCut(text), ...findMembers(text), ...findNamed(text)]);
}

/** In order; of those that overlap, the first. */
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
