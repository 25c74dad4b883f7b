import { knownAt } from "../sequence/known-at.ts";
import { type CallIndex, createCallIndex } from "./call-index.ts";
import { type Call, keyOf } from "./call.ts";
import { type MatchRules, fitCall } from "./match-rules.ts";
import type { Recorded } from "./matcher.ts";
import { mayOwnIds, type OwnIds, withoutPathIds } from "./own-ids.ts";
import { keepsDistance, withoutTimes } from "./relative-times.ts";

export interface SimilarCallsOptions {
  readonly rules: MatchRules;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly ownIds: OwnIds;
}

/**
 * Finds what was recorded in place of a call that was not: with times as far from the recording as these are from now, or with another id
 * that its client generated. Always the same list for the same exchanges.
 */
export function createSimilarCalls(
  recorded: readonly Recorded[],
  { rules, now, ownIds }: SimilarCallsOptions,
): (call: Call) => readonly Recorded[] | undefined {
  const lists = new Map<string, readonly Recorded[]>();
  const keep = (found: readonly Recorded[]): readonly Recorded[] | undefined => {
    if (found.length === 0) return undefined;
    const key = found.map(({ number }) => number).join();
    const list = lists.get(key) ?? found;
    lists.set(key, list);
    return list;
  };
  // Most replays request only what was recorded.
  let byTime: CallIndex | undefined;
  let byId: CallIndex | undefined;
  const findByTime = (call: Call): readonly Recorded[] => {
    const alike = withoutTimes(call);
    if (keyOf(alike) === keyOf(call)) return [];
    byTime ??= indexBy(recorded, (one) => withoutTimes(fitCall(one, rules)));
    const clock = now();
    return (byTime.find(alike) ?? []).filter((one) =>
      keepsDistance(fitCall(one.call, rules), call, { startedAt: one.startedAt, now: clock }),
    );
  };
  const findById = (call: Call): readonly Recorded[] => {
    if (!mayOwnIds(call)) return [];
    const clock = now();
    byId ??= indexBy(recorded, (one) => withoutPathIds(fitCall(one, rules)));
    return (byId.find(withoutPathIds(call)) ?? []).filter((one) => ownIds.areOfPath(one, call, clock));
  };
  return (call) => keep(findByTime(call)) ?? keep(findById(call));
}

function indexBy(recorded: readonly Recorded[], change: (call: Call) => Call): CallIndex {
  const keys = (call: Call): string => keyOf(change(call));
  const index = createCallIndex(recorded, (place) => keys(knownAt(recorded, place).call));
  for (const [place, { call }] of recorded.entries()) {
    const key = keys(call);
    if (key !== keyOf(call)) index.add(place, key);
  }
  return index;
}
