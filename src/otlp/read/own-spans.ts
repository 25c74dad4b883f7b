import { createHash } from "node:crypto";

import { readJson } from "../../json/read-json.ts";
import { OURS } from "../names.ts";
import { countValue, textValue, type Values, valueText } from "./loose.ts";
import type { ReadSpan } from "./spans.ts";

/** The data that wirewalk wrote of one recording. */
export interface OwnSession {
  readonly id: string;
  /** The name of the recorder; undefined if unknown. */
  name: string | undefined;
  /** Total exchanges; undefined if unknown. */
  exchanges: number | undefined;
  /** Exchanges that the store has truncated. */
  cut: number;
  /** Of the first resource. */
  log: { readonly text: string; readonly hash: string | undefined; readonly redacted: readonly string[] } | undefined;
  /** By recorder and number. */
  readonly entries: Map<string, OwnEntry>;
  /** Exchanges that were sent while they were recorded: lines of the journal, by their numbers there. */
  readonly lines: Map<number, OwnEntry>;
  /** Of those the ones that are good, and their places in the trace; undefined if the end of the recording is not there. */
  end: { readonly lines: string; readonly places: string } | undefined;
  /** Texts of parts, by what they are of. */
  readonly parts: Map<string, Map<number, ReadText>>;
}

export interface OwnEntry {
  readonly recorder: string;
  readonly number: number;
  readonly text: ReadText;
  /** Of the whole, where that travels in parts. */
  readonly hash: string | undefined;
}

/** Returns a text that may have to be read again. */
export type ReadText = () => string;

/** Sorts what a span of ours holds into its session. False for a span that is none of ours. */
export function addOwn(sessions: Map<string, OwnSession>, span: ReadSpan, later: LaterText): boolean {
  const { resource, values } = span;
  const id = textValue(resource, OURS.session);
  if (id === undefined) return false;
  const session = sessions.get(id) ?? {
    id,
    name: undefined,
    exchanges: undefined,
    cut: 0,
    log: undefined,
    entries: new Map(),
    lines: new Map(),
    end: undefined,
    parts: new Map(),
  };
  sessions.set(id, session);
  session.name ??= textValue(resource, OURS.name);
  session.exchanges ??= countValue(resource, OURS.exchanges);
  session.log ??= readLog(resource);
  const lines = textValue(values, OURS.lines);
  if (lines !== undefined) {
    session.end ??= { lines, places: valueText(values, OURS.places) };
    return true;
  }
  const recorder = valueText(values, OURS.recorder);
  const part = countValue(values, OURS.part);
  const number = countValue(values, part === undefined ? OURS.number : OURS.partOf);
  if (number === undefined) return span.id === "";
  const key = toKey(recorder, number);
  const hash = textValue(values, OURS.entryHash);
  if (part !== undefined) {
    const whole = toPartsKey(key, hash);
    const parts = session.parts.get(whole) ?? new Map<number, ReadText>();
    session.parts.set(whole, parts.set(part, later(span, OURS.partText)));
    return true;
  }
  const line = textValue(values, OURS.exchange);
  const name = line === undefined || hash !== undefined ? OURS.entry : OURS.exchange;
  const text = textValue(values, name);
  // A store may truncate long values: the other attributes are used then.
  if (text === undefined || readJson(text) === undefined) {
    session.cut += 1;
    return false;
  }
  const own = { recorder, number, text: later(span, name), hash };
  if (line === undefined) session.entries.set(key, own);
  else session.lines.set(number, own);
  return true;
}

/** How a text of a span is read when it is needed: of a long file once more from the file. */
export type LaterText = (span: ReadSpan, name: string) => ReadText;

export const toKey = (recorder: string, number: number): string => `${number} ${recorder}`;

/** What travels in parts may be sent again in another form. */
const toPartsKey = (key: string, hash: string | undefined): string => `${hash ?? ""} ${key}`;

/** The text of an exchange; undefined if it travels in parts and one is missing, or has been changed. */
export function wholeOf({ parts }: OwnSession, { recorder, number, text, hash }: OwnEntry): string | undefined {
  return hash === undefined ? text() : joinParts({ parts }, toKey(recorder, number), hash);
}

function readLog(resource: Values): OwnSession["log"] {
  const text = textValue(resource, OURS.log);
  if (text === undefined || readJson(text) === undefined) return undefined;
  const redacted = resource.get(OURS.redacted);
  return { text, hash: textValue(resource, OURS.logHash), redacted: typeof redacted === "object" ? redacted : [] };
}

/** Joins data that was sent in parts; undefined if a part is missing or was changed. */
export function joinParts({ parts }: Pick<OwnSession, "parts">, key: string, hash: string): string | undefined {
  // Spans of earlier versions do not name their exchange.
  const own = parts.get(toPartsKey(key, hash)) ?? parts.get(toPartsKey(key, undefined));
  if (own === undefined) return undefined;
  const texts = Array.from({ length: own.size }, (_, index) => own.get(index + 1)?.() ?? "");
  const whole = texts.join("");
  return createHash("sha256").update(whole).digest("hex") === hash ? whole : undefined;
}
