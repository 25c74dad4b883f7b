import type { Entry } from "../trace/model/types.ts";
import { numberEvents, orderByStart } from "./event-order.ts";
import type { TimeList, Timed } from "./time-list.ts";
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

/** @param entries the entries that the walkthrough was made of, as in the trace */
export function listArrowPairs(entries: readonly Entry[], { steps }: Walkthrough): ArrowPairs {
  const pairs = new Map<number, ArrowPair>();
  for (const [index, { place }] of orderByStart(listPlaces(entries)).entries()) {
    const step = steps[index];
    if (step !== undefined) pairs.set(place, { request: step.request.number, response: step.response.number });
  }
  return Array.from({ length: entries.length }, (_, place) => pairs.get(place)).filter((pair) => pair !== undefined);
}

/**
 * When the exchanges took place, by their positions from 0, without their contents: an entry of a long trace is built again on each access.
 */
export function listPlaces(entries: readonly Entry[]): readonly (Timed & { readonly place: number })[] {
  return entries.map(({ startedDateTime, time }, place) => ({ place, startedDateTime, time }));
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

/** The same for exchanges of which only the times are known, for example in a trace that is too long to analyze. */
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
