import type { Log, Origin } from "./model/types.ts";

/** What wirewalk itself lists in a trace; nothing in one of another tool. */
export function ownList<Name extends ListName>(log: Pick<Log, "_wirewalk">, name: Name): OwnList<Name> {
  const own: Lists = log._wirewalk ?? {};
  return own[name] ?? [];
}

type ListName = "alike" | "missing" | "recorders";
type Lists = Pick<Origin, ListName>;
type OwnList<Name extends ListName> = NonNullable<Lists[Name]>;
