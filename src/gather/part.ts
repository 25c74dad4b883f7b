import type { Entry, Log } from "../trace/model/types.ts";
import type { EntryTexts } from "../trace/stream/entry-texts.ts";

/** The recording of one recorder, as in its own file. */
export interface Part {
  /** Name of its source. */
  readonly name: string;
  /** Undefined if it is still to be counted: see `survey`. */
  readonly sha256: string | undefined;
  /** Where it was found, for messages. */
  readonly place: string;
  readonly length: number;
  readonly entryAt: (index: number) => Entry;
  /** Its entries as in the file, if known. */
  readonly texts?: EntryTexts | undefined;
  /** All but the entries. */
  readonly log: PartLog;
}

export type PartLog = Partial<Omit<Log, "entries">>;
