import type { Entry } from "../trace/model/types.ts";
import { type Timed, orderByStart, orderEvents } from "./event-order.ts";
import type { Walkthrough } from "./types.ts";

/** The numbers of an exchange's two arrows, in the order of the entries; it is what people call an exchange by. */
export interface ArrowPair {
  readonly request: number;
  readonly response: number;
}

/** @param entries those that the walkthrough was made of, as they are in the trace */
export function listArrowPairs(entries: readonly Entry[], { steps }: Walkthrough): readonly ArrowPair[] {
  const pairs = new Map<number, ArrowPair>();
  for (const [index, { place }] of orderByStart(listTimes(entries)).entries()) {
    const step = steps[index];
    if (step !== undefined) pairs.set(place, { request: step.request.number, response: step.response.number });
  }
  return Array.from({ length: entries.length }, (_, place) => pairs.get(place)).filter((pair) => pair !== undefined);
}

/** When exchanges were, by their places from 0, without what they said: an entry of a long trace is made anew each time. */
export function listTimes(entries: readonly Entry[]): readonly (Timed & { readonly place: number })[] {
  return entries.map(({ startedDateTime, time }, place) => ({ place, startedDateTime, time }));
}

/** `(11)-(12)` */
export function namePair({ request, response }: ArrowPair): string {
  return `(${request})-(${response})`;
}

/** The same for exchanges of which only the times are known, as of a trace that is too long to analyze. */
export function numberPairs(times: readonly Timed[]): readonly ArrowPair[] {
  const places = new Map(times.map((one, place) => [one, place]));
  const inOrder = orderByStart(times);
  const pairs = times.map(() => ({ request: 0, response: 0 }));
  for (const [order, { kind, index }] of orderEvents(inOrder).entries()) {
    const one = inOrder[index];
    const pair = one === undefined ? undefined : pairs[places.get(one) ?? -1];
    if (pair !== undefined) pair[kind === "request" ? "request" : "response"] = order + 1;
  }
  return pairs;
}
