import { UserError } from "../../errors.ts";
import { isObject, toObject } from "../../json/is-object.ts";
import { readJson } from "../../json/read-json.ts";
import { countOf } from "../../sequence/count-of.ts";
import type { Remarks } from "../foreign/remarks.ts";
import { isForeignLog } from "../model/fill-gaps.ts";
import type { Loose } from "../model/loose-fields.ts";
import type { Trace } from "../model/types.ts";
import { checkHar, refuseNewerFormat } from "./check-har.ts";
import { noteEntryTexts } from "./entry-texts.ts";
import { describeDamage, explainJson, explainNone } from "./explain-json.ts";
import { type LocatedEntries, locateEntries } from "./locate-entries.ts";
import { locateOffset } from "./locate-offset.ts";
import type { WrittenEntries } from "./locate-written.ts";
import { MixedLinesError } from "./mixed-lines.ts";
import { NumberList } from "./number-list.ts";
import { readForeign } from "./read-foreign.ts";
import { readOwn, toOwnEntry } from "./read-own.ts";
import { LONGEST_TEXT, readValue } from "./read-value.ts";
import { putAllBack, settleHeld } from "./settle-held.ts";
import { type TextSource, sourceOfText } from "./text-source.ts";
import { UnitCursor } from "./unit-cursor.ts";

export interface ReadOptions {
  /** Whether the part before the place where the file is truncated is accepted as all of it. @default false */
  readonly isPartial?: boolean;
  /** Units up to which all entries are made at once; entries of a longer text are made one at a time. @default 16777216 */
  readonly longestWhole?: number;
  /** Entries of a longer text that stay in memory, for access to neighbors. @default 64 */
  readonly kept?: number | undefined;
  /** Where the caller looks up what reading changed or left out; the comment of the trace has the same as text. */
  readonly remarks?: Remarks | undefined;
  /** Finds the entries of a longer text for a caller that uses `entryTextsOf`. @default they are found by their brackets, and have no texts */
  readonly locateWritten?: ((source: TextSource, longFrom?: number) => WrittenEntries | undefined) | undefined;
  /**
   * Finds the entries of a longer text by its lines, for a caller that reads all entries before it does anything else, and reads the text again
   * without this option on a `MixedLinesError`. @default they are found by their brackets
   */
  readonly locateLines?: ((source: TextSource, longFrom: number) => LocatedEntries | undefined) | undefined;
}

/**
 * Reads a HAR of any tool entry by entry; for a long file, only the accessed entries are in memory.
 *
 * @throws UserError if it is not JSON (with line and column) or not a HAR (with the invalid JSON path). An entry of a long trace of ours is
 * checked when it is read.
 */
export function readSource(source: TextSource, options: ReadOptions = {}): Trace {
  const { isPartial = false, longestWhole = LONGEST_WHOLE, kept, remarks, locateWritten, locateLines } = options;
  const isLong = source.length > longestWhole;
  const longFrom = isLong ? LONG_OF_MANY : undefined;
  const written = isLong ? locateWritten?.(source, longFrom) : undefined;
  const lined = isLong && !isPartial ? locateLines?.(source, LONG_OF_MANY) : undefined;
  const located = written ?? lined ?? locateEntries(source, longFrom);
  const explain = isPartial ? explainNone : explainJson;
  const tooDeep = isPartial ? depthOutside(source, located) : located.tooDeep;
  if (tooDeep >= 0) throw refuseDepth(source, tooDeep);
  if (!located.isWhole && !(isPartial && located.entries)) throw explain(source);
  const har = isPartial && !located.isWhole ? readHeadOfCut(source, located) : readHead(source, located, explain);
  refuseNewerFormat(har, source.name);
  const entries = isPartial ? keepReadable(source, located, har) : located.entries;
  if (located.tooDeep >= 0 && entries?.length === 0) throw refuseDepth(source, located.tooDeep);
  const isEmptied = entries?.length === 0 && (located.entries?.length ?? 0) > 0;
  if (isPartial && (!located.isWhole || isEmptied) && entries?.length === 0) throw explainNone(source);
  if (entries === undefined || !isObject(har) || !isObject(har["log"])) return checkHar(har, source.name, remarks);
  const unreadable = ((located.entries?.length ?? 0) - entries.length) / 2;
  noteLeftOut(har["log"], unreadable, ["that cannot be read is", "that cannot be read are"]);
  noteLeftOut(har["log"], located.replaced.length / 2, REPLACED);
  const read = (index: number): ReturnType<typeof readValue> => {
    try {
      return readValue(source, located, [entries.at(2 * index), entries.at(2 * index + 1)]);
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw located === lined ? new MixedLinesError() : explain(source);
    }
  };
  const file = {
    name: source.name,
    log: har["log"],
    length: entries.length / 2,
    isSorted: located.isSorted,
    read,
    kept,
  };
  if (isLong) {
    if (isForeignLog(file.log)) return readForeign(file, remarks);
    const trace = readOwn(file);
    if (written?.isSorted === true) {
      const textOf = (index: number): string => source.text(entries.at(2 * index), entries.at(2 * index + 1));
      noteEntryTexts(trace.log.entries, { textOf, digestOf: written.digestOf });
    }
    return trace;
  }
  const values = Array.from({ length: file.length }, (_, index) => putAllBack(read(index)));
  return checkHar({ ...har, log: { ...file.log, entries: values } }, source.name, remarks);
}

/** Reading as a whole is faster, and what is no longer takes no more memory than a program itself does. */
export const LONGEST_WHOLE = 1 << 24;

/** Units of a text that stays in a long file until it is accessed: thousands of exchanges may be in memory at once. */
const LONG_OF_MANY = 1 << 12;

/**
 * Where a file is damaged, what has lost its quotes or brackets may look like an entry. One that is no entry at all would be refused with the
 * whole file if the file is ours; those of another tool are repaired later.
 */
function keepReadable(source: TextSource, located: LocatedEntries, har: unknown): NumberList | undefined {
  const { entries } = located;
  if (entries === undefined) return undefined;
  const isOurs = !isForeignLog(toObject(toObject(har)["log"]));
  const kept = new NumberList();
  for (let index = 0; index < entries.length; index += 2) {
    const range = [entries.at(index), entries.at(index + 1)] as const;
    if (located.tooDeep >= 0 && isTooDeep(source, range[0])) continue;
    try {
      const one = readValue(source, located, range);
      // A text that is too long to be read, where it is no body, makes the entry one that cannot be.
      if (isOurs) toOwnEntry(one, index / 2, source.name);
      else settleHeld(one.value, one);
      kept.push(...range);
    } catch {
      // The head of the trace states that it is truncated.
    }
  }
  return kept;
}

/** Where something outside of the entries is nested too deep; -1 where nothing is. */
function depthOutside(source: TextSource, { tooDeep, rest, entries }: LocatedEntries): number {
  if (tooDeep < 0 || entries === undefined) return tooDeep;
  const isOutside = locateEntries(sourceOfText(textOfRest(source, rest), source.name)).tooDeep >= 0;
  return isOutside ? tooDeep : -1;
}

function isTooDeep(source: TextSource, at: number): boolean {
  const cursor = new UnitCursor(source);
  cursor.skipValue(at);
  return cursor.tooDeep >= 0;
}

function noteLeftOut(log: Loose, count: number, [one, several]: readonly [one: string, several: string]): void {
  if (count === 0) return;
  const comment = `${countOf(count, "exchange")} ${count === 1 ? one : several} omitted.`;
  log["comment"] = [log["comment"], comment].filter((line) => typeof line === "string").join("\n");
}

/** Data that `JSON.parse` drops silently. */
const REPLACED = [
  'in a list of "entries" that another one follows is',
  'in a list of "entries" that another one follows are',
] as const;

/** All but the entries. */
function readHead(source: TextSource, { rest }: LocatedEntries, explain: typeof explainJson): unknown {
  try {
    return JSON.parse(textOfRest(source, rest));
  } catch (error) {
    throw error instanceof UserError ? error : explain(source);
  }
}

function textOfRest(source: TextSource, rest: LocatedEntries["rest"]): string {
  let text = "";
  for (let index = 0; index < rest.length; index += 2) {
    const [start, end] = [rest.at(index), rest.at(index + 1)];
    if (end - start + text.length > LONGEST_TEXT) throw refuseRest(source, start, end);
    text += source.text(start, end);
  }
  return text;
}

function refuseRest(source: TextSource, start: number, end: number): UserError {
  const { line, column } = locateOffset(source, start);
  return new UserError(
    `Trace "${source.name}" holds ${end - start} bytes outside its entries (line ${line}, column ${column}), more than can be read at once.`,
    { hint: "Export it again as HAR 1.2, with its exchanges in log.entries." },
  );
}

/** The head of a file that is truncated in its entries or after them. The creator may come later; it is unknown then. */
function readHeadOfCut(source: TextSource, { rest }: LocatedEntries): unknown {
  const head = readJson(`${source.text(rest.at(0), rest.at(1))}]}}`);
  const comment = `The file ${describeDamage(source)}; only its complete exchanges are shown.`;
  const log = toObject(toObject(head)["log"]);
  return { log: { ...log, comment: [log["comment"], comment].filter((line) => typeof line === "string").join("\n") } };
}

function refuseDepth(source: TextSource, offset: number): UserError {
  const { line, column } = locateOffset(source, offset);
  return new UserError(`Trace "${source.name}" is nested too deep to be read (line ${line}, column ${column}).`, {
    hint: "Export it again: no known tool writes such a HAR file.",
  });
}
