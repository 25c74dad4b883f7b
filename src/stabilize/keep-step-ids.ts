import { analyze } from "../analyze/analyze.ts";
import { orderByStart } from "../analyze/event-order.ts";
import type { Profile } from "../analyze/types.ts";
import { type Calls, alignSteps } from "../compare/align-steps.ts";
import { toCalls } from "../compare/calls.ts";
import { pairMoved } from "../compare/pair-moved.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { Trace } from "../trace/model/types.ts";
import { nameSteps } from "./name-steps.ts";

/**
 * A recording as it is, but with the step ids of an earlier one: pages know their steps by them, and one may be made of
 * a value that is another now. Pure.
 */
export function keepStepIds(fresh: Trace, previous: Trace, profile?: Profile): Trace {
  const [before, after] = [orderByStart(previous.log.entries), orderByStart(fresh.log.entries)];
  const calls: Calls = { before: toCalls(analyze(previous, { profile })), after: toCalls(analyze(fresh, { profile })) };
  const { pairs, repeatsBefore, repeatsAfter } = alignSteps(calls.before, calls.after);
  // A poll with a different response is still the same step.
  const polls = pairMoved(calls, { before: [...repeatsBefore], after: [...repeatsAfter] });
  const partners = new Map([...pairs, ...polls].map(([a, b]) => [b, a]));
  const slots = after.map((entry, index) => {
    const partner = partners.get(index);
    return { entry, after: index, ...onlyKnown({ before: partner }) };
  });
  return { log: { ...fresh.log, entries: nameSteps(slots, { before, after }) } };
}
