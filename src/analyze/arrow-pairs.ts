import type { Entry } from "../trace/model/types.ts";
import { orderByStart } from "./event-order.ts";
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
