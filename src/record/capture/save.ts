import { onlyFilled } from "../../json/only-filled.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { addAlike } from "../../redact/add-alike.ts";
import type { Redactor } from "../../redact/redactor.ts";
import { type EntryWatch, refuseLeaks, refuseSecretName, textOfPiece, watchEntries } from "../../redact/scan/gate.ts";
import { substituteEntry } from "../../redact/substitute-entry.ts";
import { type Substitutes, createSubstitutes } from "../../redact/substitutes.ts";
import { countBreaks } from "../../sequence/count-breaks.ts";
import { type AliasNumbering, createAliasNumbering } from "../../trace/alias.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import type { ExchangeBody } from "../../trace/journal/exchange.ts";
import { type StepNaming, createStepNaming, entriesOf } from "../../trace/journal/journal-entries.ts";
import { type JournalWriter } from "../../trace/journal/journal-file.ts";
import { mapTexts } from "../../trace/journal/map-texts.ts";
import { type JournalReader, openJournal } from "../../trace/journal/open-journal.ts";
import { type Preparation, readyEntriesOf } from "../../trace/journal/ready-entries.ts";
import { type ReadyEntry, isReady } from "../../trace/journal/ready-entry.ts";
import { type SeenEntry, createMissingCount, isCut } from "../../trace/missing.ts";
import { mapOrigin } from "../../trace/model/map-origin.ts";
import { type WrittenBytes, chunksOfTrace, serializeTraceChunks, traceChunks } from "../../trace/model/serialize.ts";
import type { Entry, Missing, Origin, Trace } from "../../trace/model/types.ts";
import { isStub } from "../../trace/stub.ts";
import { createFailureCount } from "./count-failures.ts";
import type { FaultReport } from "./fault.ts";
import { type ForGatherers, tellGatherers } from "./tell-gatherers.ts";

export interface SaveSummary {
  readonly file: string;
  /** The files of a recording in parts, in their order; `file` is their common name. */
  readonly parts?: readonly string[];
  /** Number of exchanges in them. */
  readonly exchanges: number;
  /** What the removed oldest parts contained. @default nothing */
  readonly removed?: { readonly parts: number; readonly exchanges: number };
  /** Reasons why exchanges have no response, each with their number: `connection refused by 127.0.0.1:1`. */
  readonly unanswered: readonly Unanswered[];
  /** Responses that report a failure, each with their number: `403 Forbidden`. */
  readonly failed: readonly Unanswered[];
  /** Other data that is missing from the recording, such as the rest of truncated responses. */
  readonly missing: readonly Missing[];
  /** Number of exchanges that were lost to an internal error of the recorder. */
  readonly lost: number;
  /** Number of masked places for each class of secret. */
  readonly redacted: Readonly<Record<string, number>>;
  /** Lines of the file that may contain a secret that is too short to be distinguished from a coincidence. */
  readonly possible: readonly number[];
  /** Masks any other text with what this recording learned, under the aliases of its file. */
  readonly mask: (text: string) => string;
}

export interface Unanswered {
  readonly reason: string;
  /** Code of the error, where there was no response: `CERT_HAS_EXPIRED`. */
  readonly code?: string;
  /** Exchanges. */
  readonly count: number;
}

export interface SaveOptions {
  readonly redactor: Sweeper | false;
  readonly origin: Partial<Origin>;
  /** What went wrong in the recorder: about as many exchanges were lost. */
  readonly faults: Pick<FaultReport, "count" | "first"> & Partial<Pick<FaultReport, "isBroken">>;
  /** Exchanges that the recorder saw, and those that another recorder records. @default the number in the journal */
  readonly seen?: SeenExchanges | undefined;
  /** What carries over from one part of a recording to the next. @default none: it is the only one */
  readonly part?: PartState | undefined;
  /** Changes the trace before it is written, such as to keep the examples of an earlier one; all of it is in memory then. */
  readonly adapt?: Adapt | undefined;
}

export interface SeenExchanges {
  /** Exchanges that have started. */
  readonly count: number;
  /** Numbers of the exchanges that another recorder records. */
  readonly abandoned: readonly number[];
}

export interface PartState {
  readonly naming: StepNaming;
  readonly substitutes: Substitutes | undefined;
}

export function createPartState(redactor: Pick<Sweeper, "substitute"> | false): PartState {
  const kinds = redactor === false ? [] : redactor.substitute;
  return { naming: createStepNaming(), substitutes: kinds.length === 0 ? undefined : createSubstitutes(kinds) };
}

export type Adapt = (recorded: Trace) => Trace;

/** The part of a redactor that masks what has been learned. */
export type Sweeper = Pick<
  Redactor,
  | "sweepExchange"
  | "learnedCount"
  | "redactText"
  | "redactOutput"
  | "findLearned"
  | "findPossible"
  | "seeksPossible"
  | "findAlike"
  | "substitute"
  | "session"
  | "sealLearned"
>;

/** Turns the journal into the trace file, and removes it. */
export async function saveJournal(journal: JournalWriter, file: string, options: SaveOptions): Promise<SaveSummary> {
  if (options.redactor !== false) refuseSecretName(file, options.redactor.findLearned);
  const reader = openJournal(journal.file);
  const trace = traceOf(reader, options);
  try {
    await writeFileAtomically(file, trace.chunks, { onWritten: journal.remove });
  } finally {
    reader.close();
  }
  return trace.summary(file);
}

export interface TakenTrace extends Omit<SaveSummary, "file"> {
  readonly trace: Trace;
}

/** The trace that a journal makes, without writing it; the journal stays. */
export function takeJournal(journal: JournalWriter, options: SaveOptions): TakenTrace {
  const reader = openJournal(journal.file);
  try {
    const { chunks, summary } = traceOf(reader, options);
    const trace = parseChunks(chunks);
    const { file: _nowhere, ...rest } = summary("");
    return { trace, ...rest };
  } finally {
    reader.close();
  }
}

/** Turns a journal of what was not masked into a file that only its owner can read. It has no mark of wirewalk's: readers mask it. */
export async function saveRaw(journal: JournalWriter, file: string): Promise<void> {
  const reader = openJournal(journal.file);
  try {
    const entries = entriesOf(reader.exchanges(), () => {}, createAliasNumbering());
    await writeFileAtomically(file, serializeTraceChunks({}, entries), { mode: 0o600, onWritten: journal.remove });
  } finally {
    reader.close();
  }
}

/** The text of a trace file, and the facts to report after writing it. */
export interface UnwrittenTrace {
  /** One exchange in memory at a time. Bytes are valid until the next chunk. */
  readonly chunks: Iterable<string | Uint8Array>;
  readonly summary: (file: string) => SaveSummary;
}

/** Here, an exchange is masked with secrets that were learned only after it had been journaled. */
export function traceOf(reader: JournalReader, options: SaveOptions): UnwrittenTrace {
  const { redactor, origin, faults, adapt, part } = options;
  const { naming, substitutes } = part ?? createPartState(redactor);
  const numbering = createAliasNumbering({ keepsSerials: part !== undefined });
  // What a program printed is masked in its earlier requests.
  const printed = redactor === false ? origin : maskOutput(origin, redactor.redactOutput);
  if (substitutes !== undefined) learnSubstitutes(reader, substitutes);
  const mask = (text: string): string => {
    const masked = numbering.number(redactor === false ? text : redactor.redactText(text));
    return substitutes === undefined ? masked : substitutes.replace(masked);
  };
  const told = tellGatherers(redactor, { ...options, damaged: reader.damaged });
  // What a disk that failed took the beginning of is one fault, and one damaged line.
  const lost = faults.count - (faults.isBroken === true && reader.damaged > 0 ? 1 : 0);
  const count = createMissingCount();
  const listOwn = (): readonly Missing[] => {
    const dropped = { count: lost, because: faults.first && mask(faults.first) };
    return count.list({ damaged: reader.damaged, dropped });
  };
  const originOf = createOrigin(printed, { redactor, numbering, substitutes, mask, told, listOwn });
  const { preparation, isKnown } = createPreparation(redactor, substitutes, told.takeNumber);
  // What a session or substitutes need are values.
  const lines =
    substitutes === undefined && (redactor === false || redactor.session === undefined) ? reader.lines?.() : undefined;
  const masked =
    lines === undefined
      ? substituteAll(entriesOf(reader.exchanges(), preparation.prepare, numbering, naming), substitutes)
      : readyEntriesOf(lines, preparation, numbering, naming);
  const watch = redactor === false ? undefined : watchUnknown(redactor, isKnown);
  const failures = createFailureCount();
  // Many that follow each other are seen as the same object.
  let whole: SeenEntry | undefined;
  const note = (entry: Entry | ReadyEntry): void => {
    watch?.see(entry);
    const seen = isReady(entry) ? entry.seen : entry;
    if (seen !== whole) {
      count.see(seen);
      whole = isCut(seen) ? undefined : seen;
    }
    failures.see(seen);
    told.see(entry);
  };
  const recorded = traceChunks({}, noteAll(masked, note), originOf);
  let written = reader.length;
  const adaptCounted = (trace: Trace): Trace => {
    const adapted = told.retell(trace, adapt?.(trace) ?? trace);
    written = adapted.log.entries.length;
    return adapted;
  };
  const chunks = adapt === undefined ? recorded : adaptChunks(recorded, adaptCounted);
  // What was adapted is no longer what was looked into.
  const { passed, possible } = pass(chunks, redactor, told, adapt === undefined ? watch?.isClean : undefined);
  return {
    chunks: passed,
    summary: (file) => ({
      file,
      exchanges: written,
      unanswered: failures.unanswered(),
      failed: failures.failed(),
      missing: listOwn(),
      lost: lost + reader.damaged,
      redacted: { ...numbering.counts },
      possible,
      mask,
    }),
  };
}

interface OriginParts {
  readonly redactor: Sweeper | false;
  readonly numbering: AliasNumbering;
  readonly substitutes: Substitutes | undefined;
  readonly mask: (text: string) => string;
  readonly told: ForGatherers;
  readonly listOwn: () => readonly Missing[];
}

/** To be called when all entries are written: aliases are numbered in the order in which the file shows them. */
function createOrigin(printed: Partial<Origin>, parts: OriginParts): () => Origin {
  const { redactor, numbering, substitutes, mask, told, listOwn } = parts;
  return () => {
    const own = listOwn();
    const { missing = [], ...known } = mapOrigin(printed, mask);
    return {
      format: 1,
      ...known,
      ...onlyFilled({ missing: [...missing, ...own] }),
      ...told.tell(known),
      ...addAlike([], redactor === false ? [] : redactor.findAlike(numbering.aliasOf)),
      redacted: numbering.counts,
      ...onlyKnown({ substituted: substitutes?.counts }),
    };
  };
}

/** Lets no piece pass that holds a secret, and notes the lines that possibly hold one. */
function pass(
  chunks: Iterable<string | WrittenBytes>,
  redactor: Sweeper | false,
  told: ForGatherers,
  isClean: (() => boolean) | undefined,
): { readonly passed: Iterable<string | Uint8Array>; readonly possible: readonly number[] } {
  const possible: number[] = [];
  if (redactor === false) return { passed: bytesOf(chunks), possible };
  const passed = refuseLeaks(chunks, redactor.findLearned, {
    isClean: (piece) => isClean?.() === true || (typeof piece === "string" && told.isDigests(piece)),
    onLeftOut: told.takeRewritten,
    onPassed: (piece, line) => {
      if (redactor.seeksPossible()) possible.push(...linesOfPossible(textOfPiece(piece), line, redactor));
    },
  });
  return { passed: bytesOf(passed), possible };
}

function* bytesOf(pieces: Iterable<string | WrittenBytes>): Generator<string | Uint8Array> {
  for (const piece of pieces) yield typeof piece === "string" ? piece : piece.bytes;
}

/** Masks exchanges with what was learned after they had been journaled. */
function createPreparation(
  redactor: Sweeper | false,
  substitutes: Substitutes | undefined,
  takeNumber: (seq: number) => void,
): { readonly preparation: Preparation; readonly isKnown: () => boolean } {
  // Of a line in which its recorder found nothing left, and in which nothing was masked since.
  let isKnown = false;
  const preparation: Preparation = {
    prepare: (exchange) => {
      takeNumber(exchange.seq);
      if (redactor === false) return;
      redactor.sweepExchange(exchange);
      isKnown = exchange.knownSecrets === redactor.learnedCount && substitutes === undefined;
    },
    pass: ({ seq, knownSecrets }) => {
      isKnown = redactor === false || knownSecrets === redactor.learnedCount;
      if (isKnown) takeNumber(seq);
      return isKnown;
    },
    isSame: (exchange) => isKnown && isReadable(exchange.requestBody) && isReadable(exchange.responseBody),
  };
  return { preparation, isKnown: () => isKnown };
}

function* noteAll<One>(entries: Iterable<One>, note: (entry: One) => void): Generator<One> {
  for (const entry of entries) {
    note(entry);
    yield entry;
  }
}

function watchUnknown(redactor: Sweeper, isKnown: () => boolean): EntryWatch<Entry | ReadyEntry> {
  return watchEntries<Entry | ReadyEntry>({
    findLearned: redactor.findLearned,
    get learnedCount() {
      return redactor.learnedCount;
    },
    unknownOf: (entry) => (isKnown() ? derivedOf(entry) : entry),
  });
}

/** The parts of an entry that are written in other words than recorded. */
function derivedOf(entry: Entry | ReadyEntry): unknown {
  if (isReady(entry)) return entry.derived;
  const { request, response } = entry;
  return [request.queryString, request.cookies, response.cookies];
}

/** A host may be mentioned alone before the first URL that shows that it is one. */
function learnSubstitutes(reader: JournalReader, substitutes: Substitutes): void {
  for (const exchange of reader.exchanges()) {
    mapTexts(exchange, (text) => {
      substitutes.learn(text);
      return text;
    });
  }
}

/** The lines of a piece of the file that hold what may be a secret; most hold none. */
function linesOfPossible(piece: string, first: number, { findPossible }: Sweeper): Iterable<number> {
  const lines = new Set<number>();
  let line = first;
  let counted = 0;
  for (const { start } of findPossible(piece)) {
    line += countBreaks(piece.slice(counted, start));
    counted = start;
    lines.add(line);
  }
  return lines;
}

function* substituteAll(entries: Iterable<Entry>, substitutes: Substitutes | undefined): Generator<Entry> {
  for (const entry of entries) yield substitutes === undefined ? entry : substituteEntry(entry, substitutes);
}

/** Whether sweeping keeps a body that is text, if it keeps the text: the replacement of an uninspectable body contains none of it. */
function isReadable(body: ExchangeBody | undefined): boolean {
  return body === undefined || !(body.base64 || isStub(body.text));
}

function* adaptChunks(chunks: Iterable<string | WrittenBytes>, adapt: Adapt): Generator<string> {
  yield* chunksOfTrace(adapt(parseChunks(bytesOf(chunks))));
}

function parseChunks(chunks: Iterable<string | Uint8Array>): Trace {
  const texts = Array.from(chunks, (chunk) => (typeof chunk === "string" ? chunk : Buffer.from(chunk).toString()));
  // What traceChunks writes is a trace.
  return JSON.parse(texts.join("")) as Trace;
}

function maskOutput({ command, ...origin }: Partial<Origin>, mask: (text: string) => string): Partial<Origin> {
  if (command === undefined) return origin;
  return { ...origin, command: { ...command, stdout: mask(command.stdout), stderr: mask(command.stderr) } };
}
