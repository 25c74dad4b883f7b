import type { Alike, Origin } from "../trace/model/types.ts";

/** What a trace says of secrets that are alike: those that were known, and those that were found now. */
export function addAlike(known: Origin["alike"], found: readonly Alike[]): Pick<Origin, "alike"> {
  const all = [...(known ?? []), ...found];
  return all.length === 0 ? {} : { alike: all };
}
