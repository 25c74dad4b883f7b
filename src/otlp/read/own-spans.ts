import { createHash } from "node:crypto";

import { readJson } from "../../json/read-json.ts";
import { OURS } from "../names.ts";
import { type Values, countValue, textValue } from "./loose.ts";
import type { ReadSpan } from "./spans.ts";

/** What wirewalk wrote of one recording. */
export interface OwnSession {
  readonly id: string;
  /** Exchanges in all; undefined where nothing says it. */
  exchanges: number | undefined;
  /** Exchanges of which the store has cut what we wrote. */
  cut: number;
  /** Of the first resource. */
  log: { readonly text: string; readonly hash: string | undefined; readonly redacted: readonly string[] } | undefined;
  /** By recorder and number. */
  readonly entries: Map<string, OwnEntry>;
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

/** Gives a text that may have to be read again. */
export type ReadText = () => string;

/** Sorts what a span of ours holds into its session. False for a span that is none of ours. */
export function addOwn(sessions: Map<string, OwnSession>, span: ReadSpan, later: LaterText): boolean {
  const { resource, values } = span;
  const id = textValue(resource, OURS.session);
  if (id === undefined) return false;
  const session = sessions.get(id) ?? {
    id,
    exchanges: undefined,
    cut: 0,
    log: undefined,
    entries: new Map(),
    parts: new Map(),
  };
  sessions.set(id, session);
  session.exchanges ??= countValue(resource, OURS.exchanges);
  session.log ??= readLog(resource);
  const recorder = textValue(values, OURS.recorder) ?? "";
  const part = countValue(values, OURS.part);
  const number = countValue(values, part === undefined ? OURS.number : OURS.partOf);
  if (number === undefined) return span.id === "";
  const key = toKey(recorder, number);
  if (part !== undefined) {
    const parts = session.parts.get(key) ?? new Map<number, ReadText>();
    session.parts.set(key, parts.set(part, later(span, OURS.partText)));
    return true;
  }
  const text = textValue(values, OURS.entry);
  // A store may cut what is long: then its other attributes tell what they can.
  if (text === undefined || readJson(text) === undefined) {
    session.cut += 1;
    return false;
  }
  const hash = textValue(values, OURS.entryHash);
  session.entries.set(key, { recorder, number, text: later(span, OURS.entry), hash });
  return true;
}

/** How a text of a span is read when it is needed: of a long file once more from the file. */
export type LaterText = (span: ReadSpan, name: string) => ReadText;

export const toKey = (recorder: string, number: number): string => `${number} ${recorder}`;

function readLog(resource: Values): OwnSession["log"] {
  const text = textValue(resource, OURS.log);
  if (text === undefined || readJson(text) === undefined) return undefined;
  const redacted = resource.get(OURS.redacted);
  return { text, hash: textValue(resource, OURS.logHash), redacted: typeof redacted === "object" ? redacted : [] };
}

/** The whole of what travels in parts; undefined where one is missing, or has been changed. */
export function joinParts(parts: ReadonlyMap<number, ReadText> | undefined, hash: string): string | undefined {
  if (parts === undefined) return undefined;
  const texts = Array.from({ length: parts.size }, (_, index) => parts.get(index + 1)?.() ?? "");
  const whole = texts.join("");
  return createHash("sha256").update(whole).digest("hex") === hash ? whole : undefined;
}
