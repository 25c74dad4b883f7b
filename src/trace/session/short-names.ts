import { createTally } from "../../sequence/tally.ts";
import { findAliases } from "../alias.ts";

/** What pages call the aliases that a session's key gave: numbers, as those of any other recording. */
export interface ShortNames {
  /** Looks for aliases in a text of the trace: call it on all of them in their order. */
  readonly see: (text: string) => void;
  /** By alias, in the order in which they were seen; undefined where there are none. */
  readonly names: () => Readonly<Record<string, string>> | undefined;
}

export function createShortNames(): ShortNames {
  const keyed = new Map<string, string>();
  const taken = createTally<string>();
  return {
    see: (text) => {
      for (const { alias, secretClass, letters, number, isKeyed } of findAliases(text)) {
        if (isKeyed) keyed.set(alias, secretClass);
        // What was sent as it stands here, such as by a replay, is another secret than ours.
        else if (letters === "") taken.add(secretClass, Math.max(0, Number(number) - taken.of(secretClass)));
      }
    },
    names: () => {
      if (keyed.size === 0) return undefined;
      return Object.fromEntries(
        Array.from(keyed, ([alias, secretClass]) => [alias, `REDACTED-${secretClass}-${taken.add(secretClass) + 1}`]),
      );
    },
  };
}

/** Short names for all parts of one recording, of which each has numbered for itself. */
export function joinNames(
  parts: readonly (Readonly<Record<string, string>> | undefined)[],
): Readonly<Record<string, string>> | undefined {
  const { see, names } = createShortNames();
  for (const part of parts) for (const alias of Object.keys(part ?? {})) see(alias);
  return names();
}
