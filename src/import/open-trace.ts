import { BEGINNING, isOtlp } from "../otlp/is-otlp.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import type { RedactedTrace } from "../redact/redact-trace.ts";
import type { Redactor } from "../redact/redactor.ts";
import { readTrace } from "../trace/files/file.ts";
import { writeScratch } from "../trace/files/scratch.ts";
import type { JournalMask } from "../trace/journal/read-journal.ts";
import type { Trace } from "../trace/model/types.ts";
import { toShown } from "../trace/session/to-shown.ts";
import { isLazy } from "../trace/stream/lazy-list.ts";
import type { ReadOptions } from "../trace/stream/read-source.ts";
import type { TextSource } from "../trace/stream/text-source.ts";

/**
 * Reads a trace to show or convert it. Files that wirewalk did not record, such as a browser's HAR file, are masked
 * while reading; the file itself is not changed.
 *
 * @throws UserError if the file cannot be read, or is neither a trace nor a journal
 */
export async function openTrace(
  file: string,
  { policy, declared, isAsRecorded, ...options }: OpenTraceOptions = {},
): Promise<Trace> {
  const trace = await readTrace(file, (journal) => loadMask(journal, policy), {
    ...options,
    readOther: options.readOther ?? readSpans,
  });
  return finish(trace, file, { policy, declared, isAsRecorded });
}

/** Other tools' data has not been masked. */
async function finish(
  trace: Trace,
  file: string,
  { policy, declared, isAsRecorded = false }: OpenTraceOptions,
): Promise<Trace> {
  if (trace.log._wirewalk === undefined) return (await mask(trace, file, await policy?.())).trace;
  const own = await maskDeclared(trace, file, await declared?.());
  return isAsRecorded ? own : toShown(own);
}

async function maskDeclared(trace: Trace, file: string, declared: RedactionPolicy | undefined): Promise<Trace> {
  if (declared === undefined) return trace;
  const masked = await mask(trace, file, declared);
  return Object.keys(masked.counts).length === 0 ? trace : masked.trace;
}

/** One of several recordings that a file may hold. */
export interface OpenedRecording {
  /** Name of its recorder, if the file has one. */
  readonly name: string | undefined;
  readonly trace: Trace;
}

/** The same for spans of several recordings, each separately. */
export async function openRecordings(
  file: string,
  options: OpenTraceOptions = {},
): Promise<readonly OpenedRecording[]> {
  const others: OpenedRecording[] = [];
  let name: string | undefined;
  const readOther = async (source: TextSource): Promise<Trace | undefined> => {
    if (!isOtlp(source.text(0, Math.min(source.length, BEGINNING)))) return undefined;
    const { readRecordings } = await import("../otlp/read/read-otlp.ts");
    const [first, ...rest] = readRecordings(source, options);
    others.push(...rest);
    ({ name } = first);
    return first.trace;
  };
  const first = await openTrace(file, { ...options, readOther });
  const opened = [{ name, trace: first }];
  for (const other of others) opened.push({ ...other, trace: await finish(other.trace, file, options) });
  return opened;
}

/** Data from another machine: it is searched for secrets even if it claims to be written by wirewalk. */
export async function openFetched(
  source: TextSource,
  options: OpenTraceOptions = {},
): Promise<readonly OpenedRecording[]> {
  const [{ readRecordings }, { redactTrace }, { createRedactor }] = await Promise.all([
    import("../otlp/read/read-otlp.ts"),
    import("../redact/redact-trace.ts"),
    import("../redact/redactor.ts"),
  ]);
  const policy = await options.policy?.();
  return readRecordings(source).map(({ name, trace }) => {
    const masked = redactTrace(trace, createRedactor({ policy }));
    const isClean = trace.log._wirewalk !== undefined && Object.keys(masked.counts).length === 0;
    const shown = isClean ? trace : masked.trace;
    return { name, trace: options.isAsRecorded === true ? shown : toShown(shown) };
  });
}

/** Reads spans of OpenTelemetry; undefined for anything else. */
export async function readSpans(source: TextSource): Promise<Trace | undefined> {
  if (!isOtlp(source.text(0, Math.min(source.length, BEGINNING)))) return undefined;
  const { readOtlp } = await import("../otlp/read/read-otlp.ts");
  return readOtlp(source);
}

export interface OpenTraceOptions extends ReadOptions {
  /** Returns the user's settings for secrets, if they are needed: a trace that is masked already needs none. @default nothing */
  readonly policy?: ReadPolicy | undefined;
  /**
   * Returns what is masked in wirewalk's own traces too, which may have been recorded before it was declared; undefined
   * if there is nothing. @default nothing
   */
  readonly declared?: (() => Promise<RedactionPolicy | undefined>) | undefined;
  /** Whether what recorders pass to each other is kept, and the aliases of their session. @default false */
  readonly isAsRecorded?: boolean | undefined;
  /** Reads files that are neither HAR nor journal. @default reads spans */
  readonly readOther?: ((source: TextSource) => Promise<Trace | undefined>) | undefined;
}

export type ReadPolicy = () => Promise<RedactionPolicy>;

// Most traces are our own, complete and masked: they do not need the code that finds secrets, which takes a tenth of
// the start.

async function loadMask(file: string, readPolicy: ReadPolicy | undefined): Promise<JournalMask> {
  const [{ openSecrets }, { createRedactor }] = await Promise.all([
    import("../record/capture/sealed-secrets.ts"),
    import("../redact/redactor.ts"),
  ]);
  return createRedactor({ learned: openSecrets(file), policy: await readPolicy?.() });
}

async function mask(trace: Trace, file: string, policy: RedactionPolicy | undefined): Promise<MaskedTrace> {
  const { createRedactor } = await import("../redact/redactor.ts");
  const redactor = createRedactor({ policy });
  if (isLazy(trace.log.entries)) return maskLong(trace, file, redactor);
  const { redactTrace } = await import("../redact/redact-trace.ts");
  return redactTrace(trace, redactor);
}

/** It is masked as a whole first, because a secret may be learned in its last exchange. */
async function maskLong(trace: Trace, file: string, redactor: Redactor): Promise<MaskedTrace> {
  const [{ redactLong }, { readSource }] = await Promise.all([
    import("../redact/redact-long.ts"),
    import("../trace/stream/read-source.ts"),
  ]);
  const { chunks, counts } = redactLong(trace, redactor);
  return { trace: readSource(writeScratch(chunks, file)), counts };
}

type MaskedTrace = Pick<RedactedTrace, "counts" | "trace">;
