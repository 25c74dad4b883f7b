import type { Entry, Log } from "../trace/model/types.ts";

/** What one recorder recorded, as its own file has it. */
export interface Part {
  /** Name of its source. */
  readonly name: string;
  /** Undefined if it is still to be counted: see `survey`. */
  readonly sha256: string | undefined;
  /** Where it was found, for messages. */
  readonly place: string;
  readonly length: number;
  readonly entryAt: (index: number) => Entry;
  /** All but the entries. */
  readonly log: PartLog;
}

export type PartLog = Partial<Omit<Log, "entries">>;
