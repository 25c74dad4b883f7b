import { textAt } from "../sequence/text-at.ts";
import { renameWords } from "./made-up.ts";
import { findIds, isVolatile, type OwnedPlace } from "./noise.ts";
import type { RenameBook } from "./renames.ts";
import type { StabilizeRules } from "./rules.ts";
import type { Difference } from "./types.ts";

/** A difference, and the facts that decide whether it is noise. */
export interface Finding {
  readonly difference: Difference;
  /** IDs that correspond to each other; undefined if the difference is not noise, whatever the IDs are. */
  readonly ids: readonly IdPair[] | undefined;
  /** The numbers in which the values differ, if they differ only in numbers. */
  readonly numbers: readonly IdPair[] | undefined;
  /** The user's setting for its place. */
  readonly rule: keyof StabilizeRules | undefined;
}

type IdPair = readonly [before: string, after: string];

/** `ruled out`: a difference that the user's rules hide. */
export type Verdict = "news" | "noise" | "ruled out";

/** Words of the second recording that are names, and unique among all words. */
export interface MadeUpWords {
  /** By their looks, and the name of their member. */
  readonly known: ReadonlySet<string>;
  /** A value that the user declared volatile and that is generated. */
  readonly declared: ReadonlySet<string>;
}

/** Judges differences once all have been found. */
export function createJudge(renames: RenameBook, { known, declared }: MadeUpWords): (finding: Finding) => Verdict {
  const isNoise = ({ ids, numbers }: Finding): boolean =>
    ids === undefined
      ? (numbers?.every(([before, after]) => renames.isNumbered(before, after)) ?? false)
      : ids.every(([before, after]) => renames.isConsistent(before, after));
  const nameOf = (word: string): string | undefined => {
    const name = renames.mostOften(word);
    return name !== undefined && renames.isConsistent(name, word) ? name : undefined;
  };
  /** Whether it disappears when these words are renamed, as in a URL that contains one. */
  const isFollowed = (
    { difference: { place, before, after } }: Finding,
    isMadeUp: (word: string) => boolean,
  ): boolean => {
    if (before === undefined || after === undefined) return false;
    const renamed = renameWords(after, (word) => (isMadeUp(word) ? nameOf(word) : undefined));
    if (renamed === after || renamed === before) return renamed === before;
    const ids = pairIds(place, before, renamed);
    return isVolatile(place, before, renamed) && ids.every(([one, other]) => renames.isConsistent(one, other));
  };
  return (finding) => {
    if (finding.rule === "fixed") return "news";
    if (isNoise(finding)) return "noise";
    if (known.size > 0 && isFollowed(finding, (word) => known.has(word))) return "noise";
    if (finding.rule === "volatile") return "ruled out";
    if (declared.size === 0) return "news";
    return isFollowed(finding, (word) => known.has(word) || declared.has(word)) ? "ruled out" : "news";
  };
}

/** The ids of two values, each with the one at the same position; "" if there is none. */
export function pairIds(place: OwnedPlace, before: string, after: string): readonly IdPair[] {
  const others = before === after ? undefined : findIds(place, after);
  return findIds(place, before).map((id, index) => [id, others === undefined ? id : textAt(others, index)]);
}
