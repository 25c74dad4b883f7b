import { findIds, findNumberChanges, isVolatile, type OwnedPlace } from "./noise.ts";
import { createRenameBook } from "./renames.ts";
import { isNamed } from "./rules.ts";
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
}

/** @param volatile places whose values say nothing */
export function createDifferenceBook(volatile: readonly string[] | undefined): DifferenceBook {
  const renames = createRenameBook();
  const found = new Map<number, Finding[]>();
  const add = (step: number, finding: Finding): void => {
    const findings = found.get(step);
    if (findings === undefined) found.set(step, [finding]);
    else findings.push(finding);
  };
  const report = (step: number, difference: Difference): void =>
    add(step, { difference, ids: undefined, numbers: undefined });
  const compareValues = (step: number, place: OwnedPlace, [before, after]: readonly [string, string]): void => {
    const isSilent = isNamed(volatile, place);
    const isNoise = isSilent || before === after || isVolatile(place, before, after);
    const ids = isNoise ? (isSilent ? [] : pairIds(place, before, after)) : undefined;
    for (const [one, other] of ids ?? []) renames.add(one, other);
    if (before === after) return;
    const { owner: _, ...shown } = place;
    const numbers = isNoise ? undefined : findNumberChanges(place, before, after);
    add(step, { difference: toDifference(shown, before, after), ids, numbers });
  };
  const isNoise = ({ ids, numbers }: Finding): boolean =>
    ids === undefined
      ? (numbers?.every(([before, after]) => renames.isNumbered(before, after)) ?? false)
      : ids.every(([before, after]) => renames.isConsistent(before, after));
  return {
    report,
    on: (step, owner) => ({
      report: (difference) => report(step, difference),
      compareValues: (place, ...values) => compareValues(step, { ...place, owner }, values),
    }),
    settle: ({ level, values }) => {
      const shown = new Map<number, readonly Difference[]>();
      let leftOut = 0;
      for (const [step, findings] of found) {
        const kept = findings.filter((one) => isAsked(one.difference, level) && (values || !isNoise(one)));
        leftOut += findings.length - kept.length;
        shown.set(step, kept.map(explain));
      }
      return { of: (step) => shown.get(step) ?? [], leftOut };
    },
  };
}

interface Finding {
  readonly difference: Difference;
  /** Ids that stand for each other; undefined where the difference is news whatever the ids do. */
  readonly ids: readonly (readonly [string, string])[] | undefined;
  /** All in which the values differ, where that is numbers alone. */
  readonly numbers: readonly (readonly [string, string])[] | undefined;
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
function isEnumLike({ at, name }: Place, value: string): boolean {
  if (at !== "body" || /(?:name|title|description|comment|label)$/i.test(name)) return false;
  return /^(?:true|false|null|"[A-Za-z][A-Za-z_-]{0,39}")$/.test(value);
}

/** `response header Vary`, `response body /image/id`, `request path`. */
export function namePlace({ part, at, name }: Place): string {
  const where = part === "step" ? at : `${part} ${at}`;
  return name === "" ? where : `${where} ${name}`;
}
