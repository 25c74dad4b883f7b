import type { Entry, Trace } from "../trace/model/types.ts";
import { numberEvents, orderByStart } from "./event-order.ts";
import { findDuplicates } from "./join-twins.ts";
import { TimeList, type Timed } from "./time-list.ts";
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

/**
 * The same for a trace that is too long to analyze.
 *
 * @param duplicates as `findDuplicates` finds them. @default they are found
 */
export function numberLog(
  { entries }: Pick<Trace["log"], "entries">,
  duplicates?: ReadonlyMap<number, string>,
): ArrowPairs {
  const numbering = createNumbering();
  for (const entry of entries) numbering.add(entry);
  return numbering.number(entries, duplicates);
}

/** Numbers the arrows of exchanges that are read once anyway. */
export interface Numbering {
  readonly times: TimeList;
  readonly add: (entry: Entry) => void;
  /** Whether any of them names one that may be drawn for it. */
  readonly hasTwins: () => boolean;
  /**
   * @param entries the same; they are only read again if there are twins, which have the arrows of one exchange
   * @param duplicates as `findDuplicates` finds them. @default they are found
   */
  readonly number: (entries: readonly Entry[], duplicates?: ReadonlyMap<number, string>) => ArrowPairs;
}

export function createNumbering(): Numbering {
  const times = new TimeList();
  let hasTwins = false;
  return {
    times,
    add: (entry) => {
      times.add(entry);
      hasTwins ||= entry._twinOf !== undefined;
    },
    hasTwins: () => hasTwins,
    number: (entries, duplicates) =>
      hasTwins ? numberDrawn(entries, duplicates ?? findDuplicates(entries)) : numberPairs(times),
  };
}

function numberDrawn(entries: readonly Entry[], duplicates: ReadonlyMap<number, string>): ArrowPairs {
  const times = new TimeList();
  const numbers = new Map<number, number>();
  for (const [place, entry] of entries.entries()) {
    if (duplicates.has(place)) continue;
    numbers.set(place, numbers.size);
    times.add(entry);
  }
  const pairs = numberPairs(times);
  const at = (place: number): ArrowPair | undefined => pairs.at(numbers.get(place) ?? -1);
  return withDuplicates({ length: entries.length, at }, entries, duplicates);
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
