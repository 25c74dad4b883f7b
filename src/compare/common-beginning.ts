import type { Walkthrough } from "../analyze/types.ts";
import { outcomeKeyOf, toCalls } from "./calls.ts";

/**
 * Number of the last arrow of what two walkthroughs begin with alike: the same calls with the same outcomes, in the same
 * order, whatever values they carry. No call is cut in half. 0 where already the first differs.
 */
export function findCommonBeginning(one: Walkthrough, other: Walkthrough): number {
  const [events, others] = [listEvents(one), listEvents(other)];
  let open = 0;
  let last = 0;
  for (const [index, event] of events.entries()) {
    if (event.text !== others[index]?.text) break;
    open += event.isRequest ? 1 : -1;
    if (open === 0) last = index + 1;
  }
  return last;
}

interface ArrowEvent {
  readonly isRequest: boolean;
  readonly text: string;
}

function listEvents(walkthrough: Walkthrough): readonly ArrowEvent[] {
  const keys = new Map(toCalls(walkthrough).map((call) => [call.step.id, outcomeKeyOf(call)]));
  return walkthrough.arrows.map(({ kind, step }) => {
    const isRequest = kind === "request";
    return { isRequest, text: `${isRequest} ${keys.get(step) ?? ""}` };
  });
}
