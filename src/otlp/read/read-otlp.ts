import { UserError } from "../../errors.ts";
import { type Remarks, createRemarks } from "../../trace/foreign/remarks.ts";
import type { Trace } from "../../trace/model/types.ts";
import { withRemarks } from "../../trace/stream/check-har.ts";
import { mapList } from "../../trace/stream/lazy-list.ts";
import { LONGEST_WHOLE } from "../../trace/stream/read-source.ts";
import type { TextSource } from "../../trace/stream/text-source.ts";
import { toForeignTrace } from "../foreign/foreign-trace.ts";
import { createAttributeTexts } from "./attribute-texts.ts";
import { readDocuments } from "./documents.ts";
import { valueText } from "./loose.ts";
import { type LaterText, type OwnSession, addOwn } from "./own-spans.ts";
import { toOwnTrace } from "./own-trace.ts";
import { type ReadSpan, type Refused, spansOf } from "./spans.ts";

export interface ReadOtlpOptions {
  /** `calls`: exchanges are HTTP and RPC, and what else was done is noted at them; `all`: databases and queues are exchanges too. @default "calls" */
  readonly spans?: SpanChoice | undefined;
  /** Units up to which all is held in memory. @default 16777216 */
  readonly longestWhole?: number | undefined;
  /** Spans of other programs that are held at once, each some kilobytes. @default 500000 */
  readonly most?: number | undefined;
  /** Where the caller looks up what reading changed or left out; the comment of the trace has the same as text. */
  readonly remarks?: Remarks | undefined;
}

export type SpanChoice = "calls" | "all";

/**
 * Reads OpenTelemetry spans as JSON. What wirewalk wrote becomes the same trace again; from spans of other programs a trace of their
 * contents is made, which lists what they lack. Nothing is masked yet.
 *
 * @throws UserError if it is not JSON, or has no exchange
 */
export function readOtlp(source: TextSource, options: ReadOtlpOptions = {}): Trace {
  const { recordings, omitted } = readAll(source, options);
  const remarks = createRemarks();
  remarks.omit(OMITTED, omitted);
  options.remarks?.omit(OMITTED, omitted);
  if (recordings.length > 1) remarks.add("The spans are of % recordings.", recordings.length);
  return withRemarks(joinTraces(recordings.map(({ trace }) => trace)), remarks.toLines());
}

const OMITTED = "Omitted spans that wirewalk did not record: %.";

/** One of several that spans are of. */
export interface ReadRecording {
  /** Name of its recorder; undefined if it is unknown. */
  readonly name: string | undefined;
  readonly trace: Trace;
}

/**
 * The same with each recording of wirewalk separately. Spans of other programs are not mentioned, because servers trace
 * their requests, and the recording is complete without them.
 */
export function readRecordings(source: TextSource, options: ReadOtlpOptions = {}): ReadAll["recordings"] {
  return readAll(source, options).recordings;
}

interface ReadAll {
  readonly recordings: readonly [ReadRecording, ...ReadRecording[]];
  /** Spans of other programs that are in none of them. */
  readonly omitted: number;
}

function readAll(
  source: TextSource,
  { spans = "calls", longestWhole = LONGEST_WHOLE, most = MOST, remarks = createRemarks() }: ReadOtlpOptions,
): ReadAll {
  const isLong = source.length > longestWhole;
  const { sessions, others } = collect(source, { isLong, remarks, most });
  const own = [...sessions.values()].filter(
    ({ log, entries, lines, cut }) => entries.size + lines.size > 0 || (log !== undefined && cut === 0),
  );
  for (const { cut } of sessions.values()) remarks.add(CUT, cut);
  const [first, ...rest] = own;
  if (first === undefined) {
    const foreign = toForeignTrace(others, { spans, name: source.name, remarks });
    return { recordings: [{ name: undefined, trace: withRemarks(foreign, remarks.toLines()) }], omitted: 0 };
  }
  const read = (session: OwnSession): ReadRecording => ({
    name: session.name,
    trace: toOwnTrace(session, { name: source.name, isLong }),
  });
  const { name, trace } = read(first);
  const recordings = [{ name, trace: withRemarks(trace, remarks.toLines()) }, ...rest.map(read)] as const;
  return { recordings, omitted: others.length };
}

interface Collected {
  readonly sessions: ReadonlyMap<string, OwnSession>;
  readonly others: readonly ReadSpan[];
}

function collect(
  source: TextSource,
  { isLong, remarks, most }: { readonly isLong: boolean; readonly remarks: Remarks; readonly most: number },
): Collected {
  const sessions = new Map<string, OwnSession>();
  const others = new Map<string, ReadSpan>();
  const readText = createAttributeTexts(source);
  const refuse = (why: Refused): void => remarks.omit(REFUSED[why]);
  for (const document of readDocuments(source)) {
    if (document.value === undefined) {
      remarks.omit(document.end === source.length ? BROKEN_OFF : "Omitted lines that are not JSON: %.");
      continue;
    }
    const { start, end } = document;
    // The span itself would keep all that was read of it.
    const later: LaterText = isLong
      ? ({ trace, id }, name) =>
          () =>
            readText({ start, end }, { trace, id }, name)
      : keep;
    for (const span of spansOf(document.value, refuse)) {
      const key = span.trace + span.id;
      // A retried request may arrive twice, with the same spans.
      if (addOwn(sessions, span, later)) continue;
      const known = others.get(key);
      if (known !== undefined) remarks.add(TWICE);
      // A span that is exported before its end is exported again.
      if (known === undefined || span.end > known.end) others.set(key, span);
      if (others.size > most) throw tooMany(source.name, most);
    }
  }
  return { sessions, others: [...others.values()] };
}

const CUT = "Exchanges whose main attribute the store truncated, so that only their other attributes are shown: %.";
const MOST = 500_000;

function tooMany(name: string, most: number): UserError {
  return new UserError(
    `"${name}" holds more than ${most.toLocaleString("en-US")} spans, more than one trace can show.`,
    {
      hint: "Take the spans of one trace, or of a shorter time: Jaeger and Tempo return a trace by its ID.",
    },
  );
}

const TWICE = "Duplicate spans, counted once: %.";
const BROKEN_OFF = "The last line of the file is cut; % line is omitted.";

const REFUSED: Readonly<Record<Refused, string>> = {
  signal: "Omitted lines or values without spans: %.",
  id: "Omitted spans without an ID: %.",
  time: "Omitted spans without a start time: %.",
};

const keep: LaterText = ({ values }, name) => {
  const text = valueText(values, name);
  return () => text;
};

/** The exchanges of all recordings, with the metadata of the first. */
function joinTraces(traces: readonly Trace[]): Trace {
  const [first, ...others] = traces;
  if (first === undefined) throw new UserError("The file contains no spans.", { hint: "Export the trace again." });
  if (others.length === 0) return first;
  const entries = traces.flatMap(({ log }) => [...mapList(log.entries, (entry) => entry)]);
  const sorted = entries.toSorted((a, b) =>
    a.startedDateTime < b.startedDateTime ? -1 : Number(a.startedDateTime > b.startedDateTime),
  );
  return { log: { ...first.log, entries: sorted } };
}
