import { onlyKnown } from "../json/only-known.ts";
import { itemAt } from "../sequence/pick.ts";
import type { Entry } from "../trace/model/types.ts";
import type { Slot } from "./fit-slots.ts";

interface Recordings {
  readonly before: readonly Entry[];
  readonly after: readonly Entry[];
}

/** Lets steps keep the ids of the earlier recording; a new one whose id is taken gets a number. Marks that point to one follow it. */
export function nameSteps(
  slots: readonly (Slot & { readonly entry: Entry })[],
  { before, after }: Recordings,
): readonly Entry[] {
  const ids = slots.map((slot) => itemAt(before, slot.before)?._id);
  const taken = new Set(ids);
  const renamed = new Map<string, string>();
  const named = slots.map((slot, index): string | undefined => {
    const recorded = itemAt(after, slot.after)?._id;
    const id = ids[index] ?? (recorded === undefined ? undefined : takeId(recorded, taken));
    if (id !== undefined && recorded !== undefined) renamed.set(recorded, id);
    return id;
  });
  return slots.map(({ entry, after: place }, index) => {
    const id = named[index];
    const { _retryOf: retryOf, _redirectOf: redirectOf } = entry;
    // What only the earlier recording has points to its own steps.
    if (place === undefined) return entry;
    return {
      ...entry,
      ...onlyKnown({ _id: id }),
      ...onlyKnown({
        _retryOf: retryOf && (renamed.get(retryOf) ?? retryOf),
        _redirectOf: redirectOf && (renamed.get(redirectOf) ?? redirectOf),
      }),
    };
  });
}

function takeId(id: string, taken: Set<string | undefined>): string {
  let free = id;
  for (let number = 2; taken.has(free); number += 1) free = `${id.replace(/-\d+$/, "")}-${number}`;
  taken.add(free);
  return free;
}
