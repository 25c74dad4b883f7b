import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import { knownAt } from "../sequence/known-at.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { toCondition } from "../trace/choose/condition.ts";
import type { Entry, Trace } from "../trace/model/types.ts";
import { nameFailure } from "../trace/names/name-failure.ts";
import { createLazyList, isLazy } from "../trace/stream/lazy-list.ts";
import { type ArrowPairs, numberLog } from "./arrow-pairs.ts";
import { holdsText } from "./entry-text.ts";

/** Selects exchanges of a trace. */
export interface Choice {
  /** Place in the trace of the first, from 1. @default 1 */
  readonly from?: number | undefined;
  /** @default the last */
  readonly to?: number | undefined;
  /** Numbers of arrows, from 1; exchanges with one of them are meant. @default all */
  readonly arrows?: { readonly from: number; readonly to: number } | undefined;
  /** All of these must match: `status>=500`, `time>1000`, `path=/v1/things`. @default none */
  readonly where?: readonly string[];
  /** Only failed exchanges. @default false */
  readonly failed?: boolean;
  /** One of these: `5xx`, `404`, `400-499`, or `none` for exchanges without a response. @default any */
  readonly status?: readonly string[];
  /** Minimum duration in milliseconds. @default 0 */
  readonly slow?: number | undefined;
  /** A text that occurs in their request line, headers, or bodies. @default any */
  readonly grep?: string | undefined;
  /** Maximum number of exchanges. @default all */
  readonly limit?: number;
}

export interface Chosen {
  readonly trace: Trace;
  /** Places in the whole trace, from 1. */
  readonly numbers: readonly number[];
  /** Whether there are more than the limit. */
  readonly isCut: boolean;
  /** Arrows of all exchanges of the whole trace, if they were requested. */
  readonly pairs?: ArrowPairs;
}

/** The chosen part of a trace. Only chosen exchanges are in memory. Throws a `UserError` for an invalid condition. */
export function chooseExchanges(
  { log }: Trace,
  { from = 1, to = Infinity, limit = Infinity, arrows, ...choice }: Choice,
): Chosen {
  const isChosen = toFilter(choice);
  const pairs = arrows === undefined ? undefined : numberLog(log);
  const isInRange = (number: number): boolean => {
    const pair = pairs?.at(number - 1);
    return pair === undefined || arrows === undefined || (pair.request <= arrows.to && pair.response >= arrows.from);
  };
  const numbers: number[] = [];
  const taken = (isCut: boolean): Chosen => ({
    trace: takeNumbers(log, numbers),
    numbers,
    isCut,
    ...onlyKnown({ pairs }),
  });
  for (let number = Math.max(1, from); number <= Math.min(to, log.entries.length); number += 1) {
    const entry = isInRange(number) ? log.entries[number - 1] : undefined;
    if (entry === undefined || !isChosen(entry)) continue;
    if (numbers.length >= limit) return taken(true);
    numbers.push(number);
  }
  return taken(false);
}

function takeNumbers(log: Trace["log"], numbers: readonly number[]): Trace {
  const { entries } = log;
  // The chosen places all exist.
  const at = (index: number): Entry => knownAt(entries, knownAt(numbers, index) - 1);
  const { length } = numbers;
  return {
    log: {
      ...log,
      entries: isLazy(entries) ? createLazyList(length, at) : Array.from({ length }, (_, index) => at(index)),
    },
  };
}

/** Whether an exchange is selected, wherever it is in the trace. Throws a `UserError` for an invalid condition. */
function toFilter({
  where = [],
  failed = false,
  status = [],
  slow = 0,
  grep = "",
}: Pick<Choice, "where" | "failed" | "status" | "slow" | "grep">): (entry: Entry) => boolean {
  const isOfStatus = toStatusFilter(status.flatMap((list) => list.split(",")));
  const conditions = [
    ...(failed ? [(entry: Entry) => nameFailure(entry) !== undefined] : []),
    ...(status.length > 0 ? [isOfStatus] : []),
    ...(slow > 0 ? [({ time }: Entry) => time >= slow] : []),
    ...where.map(toCondition),
    ...(grep === "" ? [] : [(entry: Entry) => holdsText(entry, grep)]),
  ];
  return (entry) => conditions.every((isMet) => isMet(entry));
}

function toStatusFilter(wanted: readonly string[]): (entry: Entry) => boolean {
  const ranges = wanted.map(readStatuses);
  return ({ response: { status } }) => ranges.some(([least, most]) => status >= least && status <= most);
}

function readStatuses(text: string): readonly [least: number, most: number] {
  const word = text.trim().toLowerCase();
  if (word === "none" || word === "0") return [0, 0];
  const [, hundreds = ""] = matchParts(/^([1-9])xx$/, word);
  if (hundreds !== "") return [Number(hundreds) * 100, Number(hundreds) * 100 + 99];
  const [, first = "", last = first] = matchParts(/^(\d{3})(?:-(\d{3}))?$/, word);
  if (first !== "" && first <= last) return [Number(first), Number(last)];
  throw new UserError(`Unknown value "${text}" for --status.`, {
    hint: "Use 5xx, 404, 400-499, none, or several separated by commas.",
  });
}
