import { createSelector } from "../../trace/choose/choice.ts";
import { keepSelected } from "../../trace/choose/keep-selected.ts";
import type { Trace } from "../../trace/model/types.ts";
import { type SelectArguments, toSelection } from "./select-options.ts";

type Adapt = (recorded: Trace) => Trace;

/**
 * Changes a recording before it is written: unwanted exchanges are dropped, then it is changed. Throws a `UserError` for an invalid rule,
 * before anything is recorded.
 */
export function adaptSelected(args: SelectArguments, adapt?: Adapt): Adapt | undefined {
  const selection = toSelection(args);
  if (selection === undefined) return adapt;
  createSelector(selection);
  return (recorded) => {
    const kept = keepSelected(recorded, selection);
    return adapt === undefined ? kept : adapt(kept);
  };
}
