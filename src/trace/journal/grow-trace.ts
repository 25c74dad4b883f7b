import { UserError } from "../../errors.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { createAliasNumbering } from "../alias.ts";
import { createMissingCount } from "../missing.ts";
import { creator } from "../model/creator.ts";
import { mapOrigin } from "../model/map-origin.ts";
import type { Entry, Trace } from "../model/types.ts";
import { followJournal } from "./follow-journal.ts";
import { createStepNaming, entriesOf } from "./journal-entries.ts";
import { toJournalOrigin } from "./journal-origin.ts";
import { type JournalHeader, decodeExchange, decodeHeader } from "./journal.ts";

/** The trace of a growing journal: each update reads only the lines that were added since the last one. */
export interface GrowingTrace {
  /**
   * Continues reading, in a long journal only a part of it, and returns the finished exchanges. Throws a `UserError` if
   * this is not a journal.
   */
  readonly readOn: () => readonly Entry[];
  /** Whether that was so much that there may be more. */
  readonly isBehind: () => boolean;
  /** The content of the first line; undefined until it exists. */
  readonly header: () => JournalHeader | undefined;
  /**
   * The exchanges read so far, in the order of start; in a long recording only its beginning, its end, and the most
   * recently read ones.
   */
  readonly trace: () => Trace;
  readonly close: () => void;
}

/**
 * Aliases and step ids are numbered in the order in which exchanges finish, so that a name that was shown stays what it was. The trace that
 * is written in the end numbers them in the order of start. What became known as a secret later is not masked.
 *
 * @throws UserError if the file cannot be read
 */
export function growTrace(file: string): GrowingTrace {
  const follower = followJournal(file);
  let header: JournalHeader | undefined;
  let read = createCollection({});
  let length = 0;
  return {
    readOn: () => {
      const lines = follower.next(BLOCK);
      length = lines.reduce((sum, line) => sum + line.length, 0);
      if (header !== undefined || lines.length === 0) return read.add(lines);
      const [first = "", ...rest] = lines;
      header = decodeHeader(first);
      if (header === undefined) throw new UserError(`"${file}" is not the journal of a recording.`);
      read = createCollection(header);
      return read.add(rest);
    },
    isBehind: () => length > BLOCK / 4,
    header: () => header,
    trace: () => read.toTrace(),
    close: follower.close,
  };
}

/** Bytes that are read at once. */
const BLOCK = 1 << 23;

/** Exchanges that are kept of the beginning, where names come from, and as many of the end. */
export const KEPT_AT_EACH_END = 2000;

interface Collection {
  /** Takes lines of a journal; returns their exchanges. */
  readonly add: (lines: readonly string[]) => readonly Entry[];
  readonly toTrace: () => Trace;
}

function createCollection({ isPart, origin = {} }: Partial<JournalHeader>): Collection {
  const numbering = createAliasNumbering({ keepsSerials: isPart === true });
  // Once: each text that is numbered counts.
  const known = mapOrigin(origin, numbering.number);
  const naming = createStepNaming();
  const missing = createMissingCount();
  const collected: Numbered[] = [];
  let damaged = 0;
  return {
    add: (lines) => {
      const exchanges = lines.map(decodeExchange).filter((exchange) => exchange !== undefined);
      damaged += lines.length - exchanges.length;
      exchanges.sort((a, b) => a.seq - b.seq);
      const entries = Array.from(entriesOf(exchanges, () => {}, numbering, naming));
      for (const entry of entries) missing.see(entry);
      dropMiddle(collected);
      for (const [index, entry] of entries.entries())
        putInOrder(collected, { seq: knownAt(exchanges, index).seq, entry });
      return entries;
    },
    toTrace: () => {
      const own = toJournalOrigin(known, { count: missing, damaged, redacted: { ...numbering.counts } });
      return { log: { version: "1.2", creator, entries: collected.map(({ entry }) => entry), _wirewalk: own } };
    },
  };
}

interface Numbered {
  readonly seq: number;
  readonly entry: Entry;
}

/** Not for each exchange alone: moving the rest costs more than keeping some more. */
function dropMiddle(collected: Numbered[]): void {
  const spare = collected.length - 2 * KEPT_AT_EACH_END;
  if (spare > KEPT_AT_EACH_END / 4) collected.splice(KEPT_AT_EACH_END, spare);
}

/** Few exchanges finish long after others that started later: its place is near the end. */
function putInOrder(collected: Numbered[], one: Numbered): void {
  let place = collected.length;
  while (place > 0 && knownAt(collected, place - 1).seq > one.seq) place -= 1;
  collected.splice(place, 0, one);
}
