import type { AliasNumbering } from "../alias.ts";
import type { Entry } from "../model/types.ts";
import type { Exchange } from "./exchange.ts";
import { type StepNaming, mayHaveFollowers, toNumberedEntry } from "./journal-entries.ts";
import { decodeExchange } from "./journal.ts";
import { type LineBytes, textOfLine } from "./line-bytes.ts";
import { type ReadyEntry, createReadyWriter } from "./ready-entry.ts";
import { type SplitLine, splitLine } from "./split-line.ts";

/** What to do with the exchanges of a journal before they are written. */
export interface Preparation {
  readonly prepare: (exchange: Exchange) => void;
  /** Called instead for a line whose exchange need not be prepared; returns false if it must be. */
  readonly pass: (line: SplitLine) => boolean;
  /** Whether an exchange is still as its line has it, now that it has been prepared. */
  readonly isSame: (exchange: Exchange) => boolean;
}

/** Like `entriesOf`; usual entries are text already, made from the text of their lines. */
export function* readyEntriesOf(
  lines: Iterable<LineBytes>,
  { prepare, pass, isSame }: Preparation,
  { number }: AliasNumbering,
  naming: StepNaming,
): Generator<Entry | ReadyEntry> {
  const { takes, write } = createReadyWriter({ number, nextId: naming.nextId });
  for (const line of lines) {
    const split = splitLine(line);
    const usual = split !== undefined && takes(split) ? split : undefined;
    const exchange = usual !== undefined && pass(usual) ? undefined : decodeExchange(textOfLine(line));
    if (exchange !== undefined) prepare(exchange);
    if (usual !== undefined && (exchange === undefined || isSame(exchange))) {
      const { entry, id } = write(usual);
      if (mayHaveFollowers({ status: usual.status, more: undefined })) naming.ids.set(usual.seq, id);
      yield entry;
    } else if (exchange !== undefined) yield toNumberedEntry(exchange, number, naming);
  }
}
