import { hash } from "node:crypto";

import type { Entry, Manifest } from "../model/types.ts";
import { digestEntry, digestText } from "./digest-entry.ts";
import { formatRanges, toRanges } from "./ranges.ts";

/** Collects the digests of a recorder's exchanges, one after the other. */
export interface ManifestWriter {
  /** @param number of the exchange in the order of the recorder, from 1 */
  readonly add: (entry: Entry | DigestedText, number: number) => void;
  /** The exchange that was added last was written differently. */
  readonly replaceLast: (entry: Entry) => void;
  /** @param seen exchanges that the recorder saw until now */
  readonly finish: (seen: number) => Manifest;
}

/** The result of `digestEntry` for an entry, if already known. */
export interface DigestedText {
  readonly compact: string | Uint8Array;
}

/** Signs with the key of a session; without one, a manifest shows what was altered by chance or without care, and no more. */
export type Sign = (text: string) => string;

/** Characters of a digest that stay, by which an exchange is known again: 36 bits. The chain has all of each. */
export const SHORT = 6;

export function createManifest(sign?: Sign): ManifestWriter {
  const numbers: number[] = [];
  const digests: string[] = [];
  return {
    add: (entry, number) => {
      digests.push("compact" in entry ? digestText(entry.compact) : digestEntry(entry));
      numbers.push(number);
    },
    replaceLast: (entry) => {
      if (digests.length > 0) digests[digests.length - 1] = digestEntry(entry);
    },
    finish: (seen) => toManifest({ seen, ranges: formatRanges(toRanges(numbers)) }, digests, sign),
  };
}

/** The same for exchanges that were masked later: for all digests, whose numbers stay unless some are missing. */
export function renewManifest({ seen, ranges }: Manifest, digests: readonly string[], sign?: Sign): Manifest {
  return toManifest({ seen, ranges }, digests, sign);
}

function toManifest(
  known: Pick<Manifest, "ranges" | "seen">,
  digests: readonly string[],
  sign: Sign | undefined,
): Manifest {
  const short = digests.map((digest) => digest.slice(0, SHORT)).join("");
  const manifest = { ...known, digests: short, chain: digests.reduce(link, "") };
  return sign === undefined ? manifest : { ...manifest, proof: sign(signedText(manifest)) };
}

/** Each link holds all before it, so that none can be taken out. */
export function link(chain: string, digest: string): string {
  return hash("sha256", `${chain}\n${digest}`, "base64url").slice(0, 22);
}

export function signedText({ seen, ranges, digests, chain }: Omit<Manifest, "proof">): string {
  return JSON.stringify([seen, ranges, digests, chain]);
}
