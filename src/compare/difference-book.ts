import { groupBy } from "../sequence/groups.ts";
import { pairMadeUp, renameWords } from "./made-up.ts";
import { findIds, findNumberChanges, isVolatile, type OwnedPlace } from "./noise.ts";
import { createRenameBook } from "./renames.ts";
import { type StabilizeRules, isNamed } from "./rules.ts";
import type { Difference, Level, Place } from "./types.ts";

/** From what breaks a page to what does not. */
export const LEVELS: readonly Level[] = ["structure", "shape", "value"];

/** Where the differences of one aligned step go. */
export interface StepBook {
  readonly report: (difference: Difference) => void;
  /** Two values in one place, equal or not: whether that is news shows when all ids have been seen. */
  readonly compareValues: (place: Place, before: string, after: string) => void;
}

/** Gathers differences, and tells noise from news once everything has been seen. */
export interface DifferenceBook {
  /** @param owner what the step is about: `user` for `/users/{user_id}` */
  readonly on: (step: number, owner: string) => StepBook;
  readonly report: (step: number, difference: Difference) => void;
  readonly settle: (options: { readonly level: Level; readonly values: boolean }) => Settled;
}

export interface Settled {
  readonly of: (step: number) => readonly Difference[];
  readonly leftOut: number;
  /** How many of these are news but for the rules. */
  readonly ruledOut: number;
}

export function createDifferenceBook({ volatile, fixed }: StabilizeRules): DifferenceBook {
  const renames = createRenameBook();
  /** What the user calls volatile and nobody would choose, in the second recording. */
  const madeUp = new Set<string>();
  const found = new Map<number, Finding[]>();
  const add = (step: number, finding: Finding): void => {
    const findings = found.get(step);
    if (findings === undefined) found.set(step, [finding]);
    else findings.push(finding);
  };
  const report = (step: number, difference: Difference): void =>
    add(step, { difference, ids: undefined, numbers: undefined, rule: undefined });
  const compareValues = (step: number, place: OwnedPlace, [before, after]: readonly [string, string]): void => {
    const rule = isNamed(fixed, place) ? "fixed" : isNamed(volatile, place) ? "volatile" : undefined;
    const isNoise = before === after || (rule !== "fixed" && isVolatile(place, before, after));
    const ids = isNoise ? (rule === "volatile" ? [] : pairIds(place, before, after)) : undefined;
    for (const [one, other] of ids ?? []) renames.add(one, other);
    if (before === after) return;
    const names = rule === "volatile" ? pairMadeUp(before, after) : undefined;
    if (names !== undefined) {
      renames.add(...names);
      madeUp.add(names[1]);
    }
    const { owner: _, ...shown } = place;
    const numbers = isNoise ? undefined : findNumberChanges(place, before, after);
    add(step, { difference: toDifference(shown, before, after), ids, numbers, rule });
  };
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
  const judge = (finding: Finding): "news" | "noise" | "ruled out" => {
    if (finding.rule === "fixed") return "news";
    if (isNoise(finding)) return "noise";
    return finding.rule === "volatile" || isFollowed(finding) ? "ruled out" : "news";
  };
  return {
    report,
    on: (step, owner) => ({
      report: (difference) => report(step, difference),
      compareValues: (place, ...values) => compareValues(step, { ...place, owner }, values),
    }),
    settle: ({ level, values }) => {
      const shown = new Map<number, readonly Difference[]>();
      let leftOut = 0;
      let ruledOut = 0;
      for (const [step, findings] of found) {
        const asked = findings.filter(({ difference }) => isAsked(difference, level));
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

interface Finding {
  readonly difference: Difference;
  /** Ids that stand for each other; undefined where the difference is news whatever the ids do. */
  readonly ids: readonly (readonly [string, string])[] | undefined;
  /** All in which the values differ, where that is numbers alone. */
  readonly numbers: readonly (readonly [string, string])[] | undefined;
  /** What the user says of its place. */
  readonly rule: keyof StabilizeRules | undefined;
}

function pairIds(place: OwnedPlace, before: string, after: string): readonly (readonly [string, string])[] {
  const others = before === after ? undefined : findIds(place, after);
  return findIds(place, before).map((id, index) => [id, others === undefined ? id : (others[index] ?? "")] as const);
}

function isAsked({ level }: Difference, least: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(least);
}

function explain({ difference, ids }: Finding): Difference {
  if (ids === undefined || ids.length === 0) return difference;
  return { ...difference, message: `${difference.message} (another id)` };
}

function toDifference(place: Place, before: string, after: string): Difference {
  const level = isEnumLike(place, before) && isEnumLike(place, after) ? "shape" : "value";
  return { level, place, before, after, message: `${namePlace(place)} changed from ${before} to ${after}` };
}

/** `"active"`, `true`: one of a few words that a reader's program asks for. Names are words too, and theirs to choose. */
export function isEnumLike({ at, name }: Place, value: string): boolean {
  if (at !== "body" || /(?:name|title|description|comment|label)$/i.test(name)) return false;
  return /^(?:true|false|null|"[A-Za-z][A-Za-z_-]{0,39}")$/.test(value);
}

/** `response header Vary`, `response body /image/id`, `request path`. */
export function namePlace({ part, at, name }: Place): string {
  const where = part === "step" ? at : `${part} ${at}`;
  return name === "" ? where : `${where} ${name}`;
}
