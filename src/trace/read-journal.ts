import { type AliasNumbering, createAliasNumbering } from "./alias.ts";
import { creator } from "./creator.ts";
import { entriesOf } from "./journal-entries.ts";
import { openJournal } from "./journal-file.ts";
import type { Trace } from "./types.ts";

/** The trace that a journal holds: of a recording that broke off, or is still going on. */
export function readJournal(file: string): Trace {
  const reader = openJournal(file);
  try {
    const numbering = createAliasNumbering();
    const entries = Array.from(entriesOf(reader, leaveAsItIs, numbering));
    const origin = {
      ...numberAliases(reader.header?.origin, numbering),
      format: 1 as const,
      redacted: numbering.counts,
    };
    const comment =
      reader.damaged === 0 ? {} : { comment: `${reader.damaged} damaged lines of the journal are left out` };
    return { log: { version: "1.2", creator, ...comment, entries, _wirewalk: origin } };
  } finally {
    reader.close();
  }
}

/** Aliases need no escaping, so they can be numbered in the text of any JSON. */
function numberAliases<T>(value: T, { number }: AliasNumbering): T {
  // The same value, but for the numbers of its aliases.
  return value === undefined ? value : (JSON.parse(number(JSON.stringify(value))) as T);
}

/** Everything in a journal was masked with what was known when it was written. */
function leaveAsItIs(): void {}
