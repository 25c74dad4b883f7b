import type { EntryText } from "./entry-text.ts";
import { responseCookies } from "./entry.ts";
import { AROUND_FIELDS, NONE, type ReadyHead, type WantedName, readHead } from "./ready-head.ts";
import type { SplitLine, SplitList } from "./split-line.ts";

/** The head of a response, of which only little becomes texts in most cases: its fields differ from response to response, and are copied. */
export interface ResponseHead {
  readonly reason: string;
  /** Undefined if the fields are copied as the line has them, and none of them is a cookie. */
  readonly own: ReadyHead | undefined;
  readonly wanted: Readonly<Partial<Record<WantedName, string>>>;
}

/** @param number gives the aliases of a text their numbers */
export function readResponseHead(line: SplitLine, number: (text: string) => string): ResponseHead {
  const { reason, responseHeaders: list, mayHaveAlias } = line;
  const { bytes } = line.line;
  const written = bytes.toString("latin1", reason.from, reason.to);
  const known = mayHaveAlias ? number(written) : written;
  const wanted = mayHaveAlias ? undefined : findWanted(bytes, list);
  if (wanted !== undefined) return { reason: known, own: undefined, wanted };
  const own = readHead(number(bytes.toString("latin1", list.from, list.to)), responseCookies);
  return { reason: known, own, wanted: own.wanted };
}

/** The fields with their cookies. */
export function putHeaders(text: EntryText, { line, responseHeaders }: SplitLine, { own }: ResponseHead): void {
  text.put(own === undefined ? NONE : own.cookies);
  text.put(AROUND_FIELDS.headers);
  if (own !== undefined) text.put(own.headers);
  else if (responseHeaders.count === 0) text.put(NONE);
  else copyFields(text, line.bytes, responseHeaders);
}

function copyFields(text: EntryText, bytes: Buffer, { places, count }: SplitList): void {
  const { first, next, value, last } = AROUND_FIELDS;
  for (let index = 0; index < count; index += 1) {
    text.put(index % 2 === 1 ? value : index === 0 ? first : next);
    text.copy(bytes, places[2 * index] ?? 0, places[2 * index + 1] ?? 0);
  }
  text.put(last);
}

/** Undefined if the response sets cookies, or has more fields than were noted. */
function findWanted(bytes: Buffer, { places, count }: SplitList): ResponseHead["wanted"] | undefined {
  if (2 * count > places.length) return undefined;
  const wanted: Partial<Record<WantedName, string>> = {};
  for (let index = 0; index < count; index += 2) {
    const from = (places[2 * index] ?? 0) + 1;
    const name = NAMES.get((places[2 * index + 1] ?? 0) - 1 - from);
    if (name === undefined || !isCalled(bytes, from, name.bytes)) continue;
    if (name.text === "set-cookie") return undefined;
    wanted[name.text] ??= bytes.toString("latin1", places[2 * index + 2], places[2 * index + 3]);
  }
  return wanted;
}

/** By their length, which no two have in common. */
const NAMES = new Map(
  (["content-type", "content-length", "location", "set-cookie"] as const).map((text) => [
    text.length,
    { text, bytes: Buffer.from(text) },
  ]),
);

function isCalled(bytes: Uint8Array, from: number, name: Uint8Array): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const code = bytes[from + at] ?? 0;
    if ((code >= 0x41 && code <= 0x5a ? code + 0x20 : code) !== name[at]) return false;
  }
  return true;
}
