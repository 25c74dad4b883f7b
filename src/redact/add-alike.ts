import type { Alike, Origin } from "../trace/model/types.ts";

/** The similar secrets of a trace: the known ones, and those found now. */
export function addAlike(known: Origin["alike"], found: readonly Alike[]): Pick<Origin, "alike"> {
  const all = [...(known ?? []), ...found];
  return all.length === 0 ? {} : { alike: all };
}
