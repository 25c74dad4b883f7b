import { maskEntry } from "./redact/mask-entry.ts";
import type { Redactor } from "./redact/redactor.ts";
import { refuseLeaks } from "./scan/gate.ts";
import { createAliasNumbering } from "./trace/alias.ts";
import { chunksOfTrace } from "./trace/serialize.ts";
import type { Trace } from "./trace/types.ts";

export interface RedactedTrace {
  /** The text of the file. Throws a `UserError` before a piece that would still hold a secret. */
  readonly chunks: Iterable<string>;
  /** Places masked so far, per class of secret: all of them when the text has been taken. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Masks the secrets of a trace that was recorded without: learns from all of it first, then masks all of it. */
export function redactTrace({ log }: Trace, redactor: Redactor): RedactedTrace {
  const entries = log.entries.map((entry) => maskEntry(entry, redactor));
  const masked = mapStrings({ log: { ...log, entries } }, redactor.redactText);
  const numbering = createAliasNumbering();
  return {
    chunks: refuseLeaks(numberAll(chunksOfTrace(masked), numbering.number), redactor.findLearned),
    counts: numbering.counts,
  };
}

function* numberAll(pieces: Iterable<string>, number: (text: string) => string): Generator<string> {
  for (const piece of pieces) yield number(piece);
}

function mapStrings<T>(value: T, replace: (text: string) => string): T;
function mapStrings(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapStrings(member, replace)]));
}
