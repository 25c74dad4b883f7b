import { UserError } from "../../errors.ts";

/** The data to read from a store of many recordings. */
export interface Wanted {
  /** Name of a session or of a recorder, or the id of a recording; "" where none is named. */
  readonly session: string;
  /** Ids of traces, as hex. */
  readonly traces: readonly string[];
}

/** Reads `?session=NAME` and `?trace=ID`, which may be repeated. Throws a `UserError` for an invalid ID. */
export function readWanted({ searchParams }: URL): Wanted {
  const traces = searchParams.getAll("trace").map((id) => id.toLowerCase());
  for (const id of traces) {
    if (/^[\da-f]{1,32}$/.test(id)) continue;
    throw new UserError(`"${id}" is not a trace ID.`, { hint: "It has up to 32 digits of 0 to 9 and a to f." });
  }
  return { session: searchParams.get("session") ?? "", traces };
}
