import { createGroups, groupBy } from "../sequence/groups.ts";
import { type Finding, createJudge, pairIds } from "./judge.ts";
import { showOtherLifetime } from "./lifetimes.ts";
import { pairMadeUp } from "./made-up.ts";
import { findNumberChanges, isOfTransport, isVolatile, type OwnedPlace, pairPrefixed } from "./noise.ts";
import { createRenameBook } from "./renames.ts";
import { type StabilizeRules, isNamed } from "./rules.ts";
import { LEVELS, tellDifference } from "./tell-difference.ts";
import type { Difference, Level, Place } from "./types.ts";

/** Collects the differences of an aligned step. */
export interface StepBook {
  readonly report: (difference: Difference) => void;
  /** Two values in one place, equal or not. Whether they are a difference is decided when all IDs are known. */
  readonly compareValues: (place: Place, before: string, after: string) => void;
}

/** Collects differences, and separates them from noise at the end. */
export interface DifferenceBook {
  readonly on: (step: number, about: Pick<OwnedPlace, "owner" | "times">) => StepBook;
  readonly report: (step: number, difference: Difference) => void;
  readonly settle: (options: { readonly level: Level; readonly values: boolean }) => Settled;
}

export interface Settled {
  readonly of: (step: number) => readonly Difference[];
  readonly leftOut: number;
  /** Number of these that would count without the user's rules. */
  readonly ruledOut: number;
}

export function createDifferenceBook({ volatile, fixed }: StabilizeRules): DifferenceBook {
  const renames = createRenameBook();
  const [known, declared] = [new Set<string>(), new Set<string>()];
  const found = createGroups<number, Finding>();
  const report = (step: number, difference: Difference): void => {
    const { place, before, after } = difference;
    const ids = isOfTransport(place, before, after) && !isNamed(fixed, place) ? [] : undefined;
    found.add(step, { difference, ids, numbers: undefined, rule: undefined });
  };
  const noteWords = (words: Set<string>, names: readonly [string, string] | undefined): void => {
    if (names === undefined) return;
    renames.add(...names);
    words.add(names[1]);
  };
  const compareValues = (step: number, place: OwnedPlace, [before, after]: readonly [string, string]): void => {
    const rule = isNamed(fixed, place) ? "fixed" : isNamed(volatile, place) ? "volatile" : undefined;
    const lifetimes = showOtherLifetime(place, [before, after]);
    const isVarying = lifetimes === undefined && rule !== "fixed" && isVolatile(place, before, after);
    const isNoise = before === after || isVarying;
    const ids = isNoise ? (rule === "volatile" ? [] : pairIds(place, before, after)) : undefined;
    for (const [one, other] of ids ?? []) renames.add(one, other);
    if (before === after) return;
    if (rule === "volatile") noteWords(declared, pairMadeUp(before, after));
    else if (isNoise) noteWords(known, pairPrefixed(place, before, after));
    const { owner: _owner, times: _times, ...shown } = place;
    const numbers = isNoise || lifetimes !== undefined ? undefined : findNumberChanges(place, before, after);
    found.add(step, { difference: tellDifference(shown, ...(lifetimes ?? [before, after])), ids, numbers, rule });
  };
  const judge = createJudge(renames, { known, declared });
  return {
    report,
    on: (step, about) => ({
      report: (difference) => report(step, difference),
      compareValues: (place, ...values) => compareValues(step, { ...place, ...about }, values),
    }),
    settle: ({ level, values }) => {
      const shown = new Map<number, readonly Difference[]>();
      let leftOut = 0;
      let ruledOut = 0;
      for (const [step, findings] of found.entries()) {
        // What the user declared fixed counts at every level.
        const asked = findings.filter(({ difference, rule }) => rule === "fixed" || isAsked(difference, level));
        const groups = groupBy(asked, (finding) => (values ? "news" : judge(finding)));
        const kept = groups.of("news");
        leftOut += findings.length - kept.length;
        ruledOut += groups.of("ruled out").length;
        shown.set(step, kept.map(explain));
      }
      return { of: (step) => shown.get(step) ?? [], leftOut, ruledOut };
    },
  };
}

function isAsked({ level }: Difference, least: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(least);
}

function explain({ difference, ids }: Finding): Difference {
  if (ids === undefined || ids.length === 0) return difference;
  return { ...difference, message: `${difference.message} (another ID)` };
}
