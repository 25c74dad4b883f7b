import { textAt } from "../sequence/text-at.ts";
import { renameWords } from "./made-up.ts";
import { findIds, isVolatile, type OwnedPlace } from "./noise.ts";
import type { RenameBook } from "./renames.ts";
import type { StabilizeRules } from "./rules.ts";
import type { Difference } from "./types.ts";

/** A difference, and what decides whether it is news. */
export interface Finding {
  readonly difference: Difference;
  /** Ids that stand for each other; undefined where the difference is news whatever the ids do. */
  readonly ids: readonly IdPair[] | undefined;
  /** All in which the values differ, where that is numbers alone. */
  readonly numbers: readonly IdPair[] | undefined;
  /** What the user says of its place. */
  readonly rule: keyof StabilizeRules | undefined;
}

type IdPair = readonly [before: string, after: string];

/** `ruled out`: news but for the rules. */
export type Verdict = "news" | "noise" | "ruled out";

/**
 * Judges differences once all have been found.
 *
 * @param madeUp what the user calls volatile and nobody would choose, in the second recording
 */
export function createJudge(renames: RenameBook, madeUp: ReadonlySet<string>): (finding: Finding) => Verdict {
  const isNoise = ({ ids, numbers }: Finding): boolean =>
    ids === undefined
      ? (numbers?.every(([before, after]) => renames.isNumbered(before, after)) ?? false)
      : ids.every(([before, after]) => renames.isConsistent(before, after));
  const nameOf = (word: string): string | undefined => {
    const name = madeUp.has(word) ? renames.mostOften(word) : undefined;
    return name !== undefined && renames.isConsistent(name, word) ? name : undefined;
  };
  /** Whether it is gone when what is volatile is renamed, as in a URL that holds it. */
  const isFollowed = ({ difference: { place, before, after } }: Finding): boolean => {
    if (madeUp.size === 0 || before === undefined || after === undefined) return false;
    const renamed = renameWords(after, nameOf);
    if (renamed === after || renamed === before) return renamed === before;
    const ids = pairIds(place, before, renamed);
    return isVolatile(place, before, renamed) && ids.every(([one, other]) => renames.isConsistent(one, other));
  };
  return (finding) => {
    if (finding.rule === "fixed") return "news";
    if (isNoise(finding)) return "noise";
    return finding.rule === "volatile" || isFollowed(finding) ? "ruled out" : "news";
  };
}

/** The ids of two values, each with the one that stands at its place; "" where there is none. */
export function pairIds(place: OwnedPlace, before: string, after: string): readonly IdPair[] {
  const others = before === after ? undefined : findIds(place, after);
  return findIds(place, before).map((id, index) => [id, others === undefined ? id : textAt(others, index)]);
}
