import { statSync } from "node:fs";

import { type AliasNumbering, createAliasNumbering } from "../alias.ts";
import { writeScratch } from "../files/scratch.ts";
import { type MissingCount, createMissingCount } from "../missing.ts";
import { creator } from "../model/creator.ts";
import { mapOrigin } from "../model/map-origin.ts";
import { serializeTraceChunks } from "../model/serialize.ts";
import type { Entry, Origin, Trace } from "../model/types.ts";
import { LONGEST_WHOLE, readSource } from "../stream/read-source.ts";
import type { Exchange } from "./exchange.ts";
import { entriesOf } from "./journal-entries.ts";
import { toJournalOrigin } from "./journal-origin.ts";
import { type JournalReader, openJournal } from "./open-journal.ts";

/** Masks secrets in a journal that were detected after their line was written. */
export interface JournalMask {
  readonly sweepExchange: (exchange: Exchange) => void;
  readonly redactText: (text: string) => string;
}

/**
 * The trace in a journal: of an interrupted recording, or of one in progress.
 *
 * @param mask @default nothing: everything was masked with what was known when it was written
 */
export function readJournal(file: string, mask: JournalMask = NO_MASK): Trace {
  const { sweepExchange, redactText } = mask;
  const reader = openJournal(file);
  try {
    if (statSync(file).size > LONGEST_WHOLE) return readSource(writeScratch(chunksOfJournal(reader, mask), file));
    const numbering = numberingOf(reader);
    const entries = Array.from(entriesOf(reader.exchanges(), sweepExchange, numbering));
    const count = createMissingCount();
    for (const entry of entries) count.see(entry);
    const origin = originOf(reader, { numbering, redactText, count });
    return { log: { version: "1.2", creator, entries, _wirewalk: origin } };
  } finally {
    reader.close();
  }
}

/** The text of the trace that a journal holds, with one exchange in memory at a time. */
export function* chunksOfJournal(reader: JournalReader, { sweepExchange, redactText }: JournalMask): Generator<string> {
  const numbering = numberingOf(reader);
  const count = createMissingCount();
  function* entries(): Generator<Entry> {
    for (const entry of entriesOf(reader.exchanges(), sweepExchange, numbering)) {
      count.see(entry);
      yield entry;
    }
  }
  yield* serializeTraceChunks({}, entries(), () => originOf(reader, { numbering, redactText, count }));
}

interface ReadWith extends Pick<JournalMask, "redactText"> {
  readonly numbering: AliasNumbering;
  readonly count: MissingCount;
}

/** Once all entries have been read: their aliases come first. */
function originOf({ header, damaged }: JournalReader, { numbering, redactText, count }: ReadWith): Origin {
  const known = mapOrigin(header?.origin ?? {}, (text) => numbering.number(redactText(text)));
  return toJournalOrigin(known, { count, damaged, redacted: numbering.counts });
}

function numberingOf({ header }: JournalReader): AliasNumbering {
  return createAliasNumbering({ keepsSerials: header?.isPart === true });
}

const NO_MASK: JournalMask = { sweepExchange: () => {}, redactText: (text) => text };
