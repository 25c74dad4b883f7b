import type { Missing, Trace } from "../model/types.ts";
import { ownList } from "../own-list.ts";
import type { Selection } from "./choice.ts";
import { takeSelected } from "./select-exchanges.ts";

/** Keeps the selected exchanges of a recording; the trace states how many were excluded. Throws a `UserError` if none remain. */
export function keepSelected(recorded: Trace, selection: Selection): Trace {
  const { log } = takeSelected(recorded, selection);
  const count = recorded.log.entries.length - log.entries.length;
  const origin = log._wirewalk;
  if (count === 0 || origin === undefined) return { log };
  const leftOut: Missing = { kind: "left-out", reason: "exchanges excluded by --only or --drop", count };
  return { log: { ...log, _wirewalk: { ...origin, missing: [...ownList(recorded.log, "missing"), leftOut] } } };
}
