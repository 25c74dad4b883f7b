import type { Entry, Trace } from "../trace/model/types.ts";
import { numberEvents, orderByStart } from "./event-order.ts";
import { findDuplicates } from "./join-twins.ts";
import { type TimeList, type Timed, listTimes } from "./time-list.ts";
import type { Walkthrough } from "./types.ts";

/** The numbers of an exchange's two arrows, by which readers refer to the exchange. */
export interface ArrowPair {
  readonly request: number;
  readonly response: number;
}

/** The arrows of exchanges, in the order of the entries. */
export interface ArrowPairs {
  readonly length: number;
  /** Undefined if there is none at that place. */
  readonly at: (place: number) => ArrowPair | undefined;
}

/**
 * A twin has the arrows of the exchange that is drawn for it.
 *
 * @param entries the entries that the walkthrough was made of, as in the trace
 */
export function listArrowPairs(entries: readonly Entry[], { steps }: Pick<Walkthrough, "steps">): ArrowPairs {
  const duplicates = findDuplicates(entries);
  const drawn = orderByStart(listPlaces(entries).filter(({ place }) => !duplicates.has(place)));
  const pairs = new Map<number, ArrowPair>();
  for (const [index, { place }] of drawn.entries()) {
    const step = steps[index];
    if (step !== undefined) pairs.set(place, { request: step.request.number, response: step.response.number });
  }
  return withDuplicates({ length: entries.length, at: (place) => pairs.get(place) }, entries, duplicates);
}

/**
 * When the exchanges took place, by their positions from 0, without their contents: an entry of a long trace is built again on each access.
 */
function listPlaces(entries: readonly Entry[]): readonly (Timed & { readonly place: number })[] {
  return entries.map(({ startedDateTime, time }, place) => ({ place, startedDateTime, time }));
}

function withDuplicates(
  pairs: ArrowPairs,
  entries: readonly Entry[],
  duplicates: ReadonlyMap<number, string>,
): ArrowPairs {
  if (duplicates.size === 0) return pairs;
  const wanted = new Set(duplicates.values());
  const places = new Map(
    entries.flatMap(({ _id = "" }, place) =>
      wanted.has(_id) && !duplicates.has(place) ? [[_id, place] as const] : [],
    ),
  );
  return {
    length: entries.length,
    at: (place) => pairs.at(places.get(duplicates.get(place) ?? "") ?? place),
  };
}

/** The pair of an exchange that must exist; a missing pair is a bug. */
export function pairAt(pairs: ArrowPairs, place: number): ArrowPair {
  const pair = pairs.at(place);
  if (pair === undefined) throw new RangeError(`there is no pair at ${place} of ${pairs.length}`);
  return pair;
}

/** `(11)-(12)` */
export function namePair({ request, response }: ArrowPair): string {
  return `(${request})-(${response})`;
}

/** The same for a trace that is too long to analyze. */
export function numberLog(log: Trace["log"], duplicates = findDuplicatesIn(log)): ArrowPairs {
  const { entries } = log;
  if (duplicates.size === 0) return numberPairs(listTimes(entries));
  const numbers = new Map<number, number>();
  const drawn = entries.filter((_entry, place) => !duplicates.has(place) && numbers.set(place, numbers.size));
  const pairs = numberPairs(listTimes(drawn));
  const at = (place: number): ArrowPair | undefined => pairs.at(numbers.get(place) ?? -1);
  return withDuplicates({ length: entries.length, at }, entries, duplicates);
}

/** The places of exchanges that are not drawn; only a gathered trace has any. */
export function findDuplicatesIn({ entries, _wirewalk: origin }: Trace["log"]): ReadonlyMap<number, string> {
  return (origin?.recorders?.length ?? 0) < 2 ? new Map() : findDuplicates(entries);
}

/** The same for exchanges of which only the times are known. */
export function numberPairs(times: TimeList): ArrowPairs {
  const { requests, outcomes } = numberEvents(times);
  return {
    length: times.length,
    at: (place) => {
      const [request, response] = [requests[place], outcomes[place]];
      return request === undefined || response === undefined ? undefined : { request, response };
    },
  };
}
