import type { Redactor } from "../redact/redactor.ts";
import { createAliasNumbering } from "../trace/alias.ts";
import { writeFileAtomically } from "../trace/file.ts";
import { entriesOf } from "../trace/journal-entries.ts";
import { type JournalWriter, openJournal } from "../trace/journal-file.ts";
import { serializeTraceChunks } from "../trace/serialize.ts";
import type { CommandOrigin, Origin } from "../trace/types.ts";

export interface SaveSummary {
  readonly file: string;
  /** Exchanges written. */
  readonly exchanges: number;
  /** Exchanges that a fault of the recorder lost. */
  readonly lost: number;
  /** Places masked, per class of secret. */
  readonly redacted: Readonly<Record<string, number>>;
  /** Masks any other text with what this recording learned, under the aliases of its file. */
  readonly mask: (text: string) => string;
}

export interface SaveOptions {
  readonly redactor: Redactor | false;
  readonly origin: Partial<Origin>;
  readonly lost: number;
}

/**
 * Turns the journal into the trace file, one exchange at a time, and removes it. What was learned to be a secret only
 * after an exchange had been journalled is masked in it here.
 */
export async function saveJournal(journal: JournalWriter, file: string, options: SaveOptions): Promise<SaveSummary> {
  const { redactor, lost } = options;
  const numbering = createAliasNumbering();
  const mask = (text: string): string => numbering.number(redactor === false ? text : redactor.redactText(text));
  const reader = openJournal(journal.file);
  const entries = entriesOf(
    reader,
    (exchange) => {
      if (redactor !== false) redactor.sweepExchange(exchange);
    },
    numbering,
  );
  // Called when all entries are written: aliases are numbered in the order in which the file shows them.
  const originOf = (): Origin => ({ format: 1, ...maskOrigin(options.origin, mask), redacted: numbering.counts });
  try {
    await writeFileAtomically(file, serializeTraceChunks({}, entries, originOf));
  } finally {
    reader.close();
  }
  journal.remove();
  const counts = { ...numbering.counts };
  return { file, exchanges: reader.length, lost: lost + reader.damaged, redacted: counts, mask };
}

function maskOrigin(origin: Partial<Origin>, mask: (text: string) => string): Partial<Origin> {
  const { flow, command } = origin;
  return {
    ...origin,
    ...(flow !== undefined && { flow: { ...flow, inputs: maskValues(flow.inputs, mask) } }),
    ...(command !== undefined && { command: maskCommand(command, mask) }),
  };
}

function maskCommand(command: CommandOrigin, mask: (text: string) => string): CommandOrigin {
  return {
    ...command,
    argv: command.argv.map(mask),
    ...(command.env !== undefined && { env: maskValues(command.env, mask) }),
    stdout: mask(command.stdout),
    stderr: mask(command.stderr),
  };
}

function maskValues(values: Readonly<Record<string, string>>, mask: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mask(value)]));
}
