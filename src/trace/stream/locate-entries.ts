import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_BRACKET,
} from "../../sequence/ascii.ts";
import { NumberList } from "./number-list.ts";
import { type StartOrder, createStartOrder } from "./start-order.ts";
import type { TextSource } from "./text-source.ts";
import { UnitCursor } from "./unit-cursor.ts";

/** Where a HAR has its entries, found in one pass that makes no values. */
export interface LocatedEntries {
  /** Offsets of the entries: start, end, start, end, … Undefined if `log.entries` is no list. */
  readonly entries: NumberList | undefined;
  /** Offsets of entries that do not count, as another list of them follows, in the same way. */
  readonly replaced: NumberList;
  /** Offsets of long strings, in entries and elsewhere, with their quotes, in the same way. */
  readonly long: NumberList;
  /** Offsets of all that is not in lists of entries, in the same way: JSON whose `entries` are empty. */
  readonly rest: NumberList;
  /** Whether they surely are in the order of their starts. */
  readonly isSorted: boolean;
  /** Whether brackets and quotes close, and nothing follows. */
  readonly isWhole: boolean;
  /** Where something is nested deeper than can be read; -1 where nothing is. */
  readonly tooDeep: number;
}

/**
 * Finds the entries, which may be anywhere in the log. Of duplicates the last counts, as for `JSON.parse`.
 *
 * @param longFrom Units from which on a string is a long one. @default 65536
 */
export function locateEntries(source: TextSource, longFrom?: number): LocatedEntries {
  const cursor = new UnitCursor(source, longFrom);
  const long = new NumberList();
  cursor.onLong = (start, end) => long.push(start, end);
  const rest = new NumberList();
  const replaced = new NumberList();
  let entries: NumberList | undefined;
  const replace = (): void => {
    if (entries === undefined) return;
    for (let index = 0; index < entries.length; index += 1) replaced.push(entries.at(index));
    entries = undefined;
  };
  let order = createStartOrder(cursor);
  let outside = 0;
  const readLog = (key: string, at: number): number => {
    if (key !== "entries") return cursor.skipValue(at);
    replace();
    if (cursor.at(at) !== OPEN_BRACKET) return cursor.skipValue(at);
    entries = new NumberList();
    rest.push(outside, at + 1);
    order = createStartOrder(cursor);
    const end = walkItems(cursor, at, { items: entries, order });
    outside = end < 0 ? source.length : end - 1;
    return end;
  };
  const readRoot = (key: string, at: number): number => {
    if (key !== "log") return cursor.skipValue(at);
    replace();
    return cursor.at(at) === OPEN_BRACE ? walkMembers(cursor, at, { source, read: readLog }) : cursor.skipValue(at);
  };
  const start = cursor.skipSpace(0);
  // A value that is not an object is not a HAR.
  const isObject = cursor.at(start) === OPEN_BRACE;
  const end = isObject ? walkMembers(cursor, start, { source, read: readRoot }) : source.length;
  const isWhole = end >= 0 && cursor.skipSpace(end) === source.length;
  if (outside < source.length) rest.push(outside, end >= 0 ? end : source.length);
  return { entries, replaced, long, rest, isSorted: order.isSorted(), isWhole, tooDeep: cursor.tooDeep };
}

interface Members {
  readonly source: TextSource;
  /** Takes the value of a member; returns the offset after it, or -1 if the text ends before. */
  readonly read: (key: string, at: number) => number;
}

/** From an opening brace to after the closing one; -1 if there is none, or something else in its place. */
function walkMembers(cursor: UnitCursor, from: number, { source, read }: Members): number {
  let at = cursor.skipSpace(from + 1);
  if (cursor.at(at) === CLOSE_BRACE) return at + 1;
  while (cursor.at(at) === DOUBLE_QUOTE) {
    const keyEnd = cursor.skipString(at);
    if (keyEnd < 0) return -1;
    const colon = cursor.skipSpace(keyEnd);
    if (cursor.at(colon) !== COLON) return -1;
    const end = read(readKey(source, at, keyEnd), cursor.skipSpace(colon + 1));
    if (end < 0) return -1;
    const next = cursor.skipSpace(end);
    if (cursor.at(next) === CLOSE_BRACE) return next + 1;
    if (cursor.at(next) !== COMMA) return -1;
    at = cursor.skipSpace(next + 1);
  }
  return -1;
}

interface Items {
  readonly items: NumberList;
  readonly order: StartOrder;
}

function walkItems(cursor: UnitCursor, from: number, { items, order }: Items): number {
  let at = cursor.skipSpace(from + 1);
  if (cursor.at(at) === CLOSE_BRACKET) return at + 1;
  for (;;) {
    order.add(at);
    const end = cursor.skipValue(at);
    if (end <= at) return -1;
    items.push(at, end);
    const next = cursor.skipSpace(end);
    if (cursor.at(next) === CLOSE_BRACKET) return next + 1;
    if (cursor.at(next) !== COMMA) return -1;
    at = cursor.skipSpace(next + 1);
  }
}

/** "" for what is none of the keys that matter here. */
function readKey(source: TextSource, start: number, end: number): string {
  if (end - start > LONGEST_KEY) return "";
  const text = source.text(start, end);
  if (!text.includes("\\")) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch {
    return "";
  }
}

/** Units of `"entries"` where each letter is escaped. */
const LONGEST_KEY = 44;
