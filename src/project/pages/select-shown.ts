import { countOf } from "../../sequence/count-of.ts";
import type { Selection } from "../../trace/choose/choice.ts";
import { type SelectedTrace, selectExchanges, takeSelected } from "../../trace/choose/select-exchanges.ts";
import type { Trace } from "../../trace/model/types.ts";
import { takeMost } from "../../trace/stream/most-at-once.ts";

export interface ShownTrace extends SelectedTrace {
  /** What the author has to know of it: that it is not all. */
  readonly remarks: readonly string[];
}

/** What pages show of a trace: what is meant of it, and of a very long one the beginning. */
export function selectShown(whole: Trace, { only, drop }: Selection): ShownTrace {
  const isChosen = only !== undefined || drop !== undefined;
  const meant = isChosen ? takeSelected(whole, { only, drop }) : whole;
  const begun = takeMost(meant);
  const [count, taken] = [meant.log.entries.length, begun.log.entries.length];
  return {
    ...(isChosen ? { trace: begun } : selectExchanges(begun, {})),
    remarks:
      taken === count
        ? []
        : [`pages show the first ${taken} of ${countOf(count, "exchange")}; \`only\` and \`drop\` choose others`],
  };
}
