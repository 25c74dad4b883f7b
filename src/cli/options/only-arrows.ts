import { type ArrowPairs, listArrowPairs, numberLog } from "../../analyze/arrow-pairs.ts";
import type { Walkthrough } from "../../analyze/types.ts";
import { UserError } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import type { Trace } from "../../trace/model/types.ts";
import { filterList } from "../../trace/stream/lazy-list.ts";
import { isTooLong } from "../../trace/stream/most-at-once.ts";
import { SELECT_OPTIONS } from "./select-options.ts";

export const onlyOption = {
  ...SELECT_OPTIONS.only,
  describe: "Only exchanges with these arrow numbers (14, or 11-16,20) or that match 'path=/v1/**' (repeatable)",
} as const;

/** Separates the words of `--only` that name arrows from those that name kinds of exchanges. */
export function splitOnly(words: readonly string[] = []): {
  readonly arrows: readonly string[];
  readonly rules: readonly string[] | undefined;
} {
  const rules = words.filter((word) => /[=<>~]/.test(word));
  return { arrows: words.filter((word) => !rules.includes(word)), rules: rules.length === 0 ? undefined : rules };
}

/**
 * The part of a trace to which these arrows belong. Throws a `UserError` for an arrow that it does not have.
 *
 * @param analyze for a trace that can be analyzed as a whole
 */
export function takeOnly({ log }: Trace, analyze: () => Walkthrough, only: readonly string[]): Trace {
  const pairs = isTooLong(log.entries) ? numberLog(log) : listArrowPairs(log.entries, analyze());
  const last = lastArrow(pairs);
  const ranges = only.flatMap((words) => words.split(",").map((word) => readRange(word.trim(), last)));
  const entries = filterList(log.entries, (_entry, index) => {
    const pair = pairs.at(index);
    const isInside = (number: number): boolean => ranges.some(({ from, to }) => number >= from && number <= to);
    return pair !== undefined && (isInside(pair.request) || isInside(pair.response));
  });
  return { log: { ...log, entries } };
}

/** Twins have the same arrows, so there may be fewer than two for each exchange. */
function lastArrow(pairs: ArrowPairs): number {
  let last = 0;
  for (let place = 0; place < pairs.length; place += 1) last = Math.max(last, pairs.at(place)?.response ?? 0);
  return last;
}

function readRange(word: string, last: number): { readonly from: number; readonly to: number } {
  const [, begin, end = begin] = matchParts(/^\(?(\d+)\)?(?:-\(?(\d+)\)?)?$/, word);
  const [from, to] = [Number(begin), Number(end)];
  if (from >= 1 && from <= to && from <= last) return { from, to };
  throw new UserError(`Unknown arrow "${word}" for --only.`, {
    hint: `Choose from 1 to ${last}, as in 14 or 11-16,20.`,
  });
}
