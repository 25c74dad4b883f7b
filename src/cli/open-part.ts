import { type ArrowPair, listArrowPairs, numberLog, pairAt } from "../analyze/arrow-pairs.ts";
import { chooseExchanges } from "../analyze/choose-exchanges.ts";
import { takeSteps } from "../analyze/take-steps.ts";
import type { Walkthrough } from "../analyze/types.ts";
import { takeSelected } from "../trace/choose/select-exchanges.ts";
import type { Trace } from "../trace/model/types.ts";
import { type OpenOptions, type OpenedTrace, toWalkthrough } from "./open-walkthrough.ts";
import { MANY } from "./output/show-summary.ts";

export interface ShownPart extends OpenedTrace {
  /** The complete analysis, for references outside the part. */
  readonly whole: Walkthrough;
}

/** The chosen part of a trace, with its numbers and names in the whole trace. */
export async function openPart(
  read: { readonly trace: Trace; readonly file: string },
  flow: string | undefined,
  { choice = {}, ...options }: OpenOptions,
): Promise<ShownPart> {
  if (read.trace.log.entries.length > MANY) return openPartOfMany(read, flow, { choice, ...options });
  const opened = await toWalkthrough(read, flow, options);
  const { trace, numbers } = chooseExchanges(opened.trace, choice);
  const places = listArrowPairs(opened.trace.log.entries, opened.walkthrough);
  const chosen = new Set(numbers.map((number) => pairAt(places, number - 1).request));
  const pairs = opened.walkthrough.steps.map(({ request, response }) =>
    chosen.has(request.number) ? { request: request.number, response: response.number } : undefined,
  );
  return { ...opened, trace, walkthrough: take(opened.walkthrough, pairs), whole: opened.walkthrough };
}

/** Only the chosen ones are analyzed, so they lack the names that other exchanges would give them. */
async function openPartOfMany(
  { trace: read, file }: { readonly trace: Trace; readonly file: string },
  flow: string | undefined,
  { choice = {}, selection = {}, ...options }: OpenOptions,
): Promise<ShownPart> {
  const meant = Object.keys(selection).length === 0 ? read : takeSelected(read, selection);
  const { trace, numbers, pairs = numberLog(meant.log) } = chooseExchanges(meant, choice);
  const opened = await toWalkthrough({ trace, file }, flow, { ...options, isForReaders: false, selection: {} });
  const taken = numbers
    .slice(0, opened.trace.log.entries.length)
    .map((number) => pairAt(pairs, number - 1))
    .toSorted((one, other) => one.request - other.request);
  const walkthrough = take(opened.walkthrough, taken);
  return { ...opened, walkthrough, whole: walkthrough };
}

/** @param pairs in the order of the steps; undefined for one that is left out */
function take(walkthrough: Walkthrough, pairs: readonly (ArrowPair | undefined)[]): Walkthrough {
  const kept = walkthrough.steps.flatMap(({ id }, index) => {
    const pair = pairs[index];
    return pair === undefined ? [] : [[id, pair] as const];
  });
  return takeSteps(walkthrough, new Map(kept));
}
