import type { Trace } from "../model/types.ts";
import { takeMost } from "../stream/most-at-once.ts";
import type { Selection } from "./choice.ts";
import { type SelectedTrace, leaveOutBrowserParts, takeSelected } from "./select-exchanges.ts";

export interface SelectedBeginning extends SelectedTrace {
  /** Selected exchanges. */
  readonly count: number;
  /** How many of these are taken; fewer in a very long trace. */
  readonly taken: number;
}

/** What pages show of a trace: the selected part, or all but a browser's requests outside APIs; of a very long trace, its beginning. */
export function selectBeginning(whole: Trace, { only, drop }: Selection): SelectedBeginning {
  const isChosen = only !== undefined || drop !== undefined;
  const meant = isChosen ? takeSelected(whole, { only, drop }) : whole;
  const begun = takeMost(meant);
  const shown = isChosen ? { trace: begun } : leaveOutBrowserParts(begun);
  return { ...shown, count: meant.log.entries.length, taken: begun.log.entries.length };
}
