import type { SecretClass } from "../redact/classes.ts";
import { DETECTORS } from "../redact/detectors.ts";
import { findMembers } from "./find-members.ts";
import { findNamed } from "./find-named.ts";
import { isPlaceholder } from "./placeholder.ts";

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
  const leaks = [...findFormats(text), ...findMembers(text), ...findNamed(text)];
  let end = 0;
  return leaks
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter((leak) => {
      if (leak.start < end) return false;
      ({ end } = leak);
      return true;
    });
}

/** Finds what is a secret by its looks alone, whatever it is called. */
export function findFormats(text: string): Leak[] {
  return DETECTORS.flatMap(({ name, class: secretClass, pattern }) =>
    Array.from(text.matchAll(pattern))
      .filter(([secret]) => !isPlaceholder(secret))
      .map(({ index, 0: secret }) => ({ rule: name, secretClass, start: index, end: index + secret.length })),
  );
}
