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
  const pairs = new Map<Entry, ArrowPair>();
  for (const [index, entry] of orderByStart(entries).entries()) {
    const step = steps[index];
    if (step !== undefined) pairs.set(entry, { request: step.request.number, response: step.response.number });
  }
  return entries.flatMap((entry) => pairs.get(entry) ?? []);
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
