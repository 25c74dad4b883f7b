import type { Entry, Log } from "../trace/model/types.ts";
import type { EntryTexts } from "../trace/stream/entry-texts.ts";

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
  /** Its entries as the file has them, where that is known. */
  readonly texts?: EntryTexts | undefined;
  /** All but the entries. */
  readonly log: PartLog;
}

export type PartLog = Partial<Omit<Log, "entries">>;
