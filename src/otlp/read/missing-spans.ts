import { isObject } from "../../json/is-object.ts";
import { countIn, toRanges } from "../../trace/manifest/ranges.ts";
import type { Missing } from "../../trace/model/types.ts";
import type { OwnEntry } from "./own-spans.ts";

/** `exchanges that are not in the spans (118 to 131 of 240)` */
export function nameRanges(seen: ReadonlySet<number>, last: number, recorder: string): readonly Missing[] {
  const unseen = function* (): Generator<number> {
    for (let number = 1; number <= last; number += 1) if (!seen.has(number)) yield number;
  };
  const ranges = toRanges(unseen());
  const count = countIn(ranges);
  if (count === 0) return [];
  const listed = ranges.slice(0, 5).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const more = ranges.length > 5 ? ", …" : "";
  const of = recorder === "" ? "" : `${recorder}: `;
  const reason = `exchanges that are not in the spans (${of}${listed.join(", ")}${more} of ${last})`;
  return [{ kind: "dropped", reason, count }];
}

export function highest(numbers: Iterable<number>): number {
  let most = 0;
  for (const number of numbers) most = Math.max(most, Math.min(number, MOST));
  return most;
}

/** A forged number must not cause hours of counting. */
export const MOST = 10_000_000;

export function nameCut(entries: readonly OwnEntry[]): readonly Missing[] {
  if (entries.length === 0) return [];
  const numbers = entries.slice(0, 5).map(({ number }) => number);
  const more = entries.length > 5 ? ", …" : "";
  const reason = `exchanges with parts that are not in the spans, or were altered (${numbers.join(", ")}${more})`;
  return [{ kind: "dropped", reason, count: entries.length }];
}

/** Adds what is missing to the trace's own list of what it lacks, in place. */
export function addMissing(head: Record<string, unknown>, missing: readonly Missing[]): void {
  const origin = head["_wirewalk"];
  if (!isObject(origin) || missing.length === 0) return;
  const told = origin["missing"];
  origin["missing"] = [...(Array.isArray(told) ? told : []), ...missing];
}
