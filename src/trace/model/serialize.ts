import { creator } from "./creator.ts";
import { orderKeys } from "./key-order.ts";
import { sortByStart } from "./sort-entries.ts";
import type { Entry, Log, Origin, Trace } from "./types.ts";

/**
 * A trace as the text of its file: two-space JSON, LF, final newline, keys in a fixed order, entries by start. The
 * same trace gives the same bytes, whatever order its keys had.
 */
export function serializeTrace(trace: Trace): string {
  return Array.from(chunksOfTrace(trace)).join("");
}

/** The text of a trace piece by piece. */
export function chunksOfTrace({ log }: Trace): Generator<string> {
  const { entries, _wirewalk: origin, ...fields } = log;
  return serializeTraceChunks(fields, sortByStart(entries), origin && (() => origin));
}

/** The fields of a log in addition to its entries and their origin. @default HAR 1.2 by wirewalk */
export type LogFields = Partial<Omit<Log, "entries" | "_wirewalk">>;

/** An entry that is text already, as `serializeEntry` would make it. */
export interface WrittenEntry {
  readonly pretty: string;
}

/** The same in memory that is used again for the next entry. */
export interface WrittenBytes {
  /** As it is written behind another entry, with the comma and the break between them. */
  readonly bytes: Buffer;
  /** Line breaks in it. */
  readonly breaks: number;
}

/**
 * The same, for entries that are made one at a time and never all in memory.
 *
 * @param entries In the order of their start.
 * @param originOf Called when all entries are written: what was masked in them is known only then.
 */
export function serializeTraceChunks(
  fields: LogFields,
  entries: Iterable<Entry | WrittenEntry>,
  originOf?: () => Origin,
): Generator<string> {
  // Bytes come from bytes alone.
  return traceChunks(fields, entries, originOf) as Generator<string>;
}

/** The same, if some entries are bytes already: they are chunks of their own. */
export function* traceChunks(
  fields: LogFields,
  entries: Iterable<Entry | WrittenEntry | WrittenBytes>,
  originOf?: () => Origin,
): Generator<string | WrittenBytes> {
  const { head, tail } = splitLog({ version: "1.2", creator, ...fields });
  yield `{\n  "log": {\n${head}    "entries": [`;
  let separator = "\n";
  for (const entry of entries) {
    if (!("bytes" in entry)) yield `${separator}      ${"pretty" in entry ? entry.pretty : serializeEntry(entry)}`;
    else yield separator === "\n" ? { ...entry, bytes: entry.bytes.subarray(1) } : entry;
    separator = ",\n";
  }
  yield separator === "\n" ? "]" : "\n    ]";
  if (originOf !== undefined) yield* originChunks(originOf());
  yield `${tail}\n  }\n}\n`;
}

/** The digests of a manifest, six random characters for each entry, are a separate piece, which is not searched for secrets. */
function* originChunks(origin: Origin): Generator<string> {
  const text = `,\n    "_wirewalk": ${indentLines(stringify(orderKeys(origin, "origin")))}`;
  const digests = JSON.stringify(origin.manifest?.digests ?? "");
  // Within texts the quotes have backslashes.
  const at = text.indexOf(`\n        "digests": ${digests}`);
  const end = text.indexOf(digests, at) + digests.length;
  if (at < 0) yield text;
  else yield* [text.slice(0, end - digests.length), digests, text.slice(end)];
}

/** One entry, all its lines but the first indented. */
function serializeEntry(entry: Entry): string {
  return serializeAt(3, orderKeys(entry, "entry"));
}

/**
 * A value as it is written inside so many lists, all its lines but the first indented: inserting it costs less than indenting its lines.
 */
export function serializeAt(depth: number, value: unknown): string {
  let nested = value;
  for (let level = 0; level < depth; level += 1) nested = [nested];
  // On each level a bracket, a break and its indentation, which grows by two.
  return stringify(nested).slice(depth * (depth + 3), -depth * (depth + 1));
}

/** The members before `entries`, and those of other tools, which come last. */
function splitLog(fields: LogFields): { head: string; tail: string } {
  const ordered = Object.entries(orderKeys(fields, "log"));
  const members = (isTail: boolean): string[] =>
    ordered
      .filter(([key, value]) => value !== undefined && key.startsWith("_") === isTail)
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${indentLines(stringify(value))}`);
  return {
    head: members(false)
      .map((member) => `${member},\n`)
      .join(""),
    tail: members(true)
      .map((member) => `,\n${member}`)
      .join(""),
  };
}

function stringify(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** JSON escapes line ends within texts, so every one here ends a line. */
function indentLines(json: string): string {
  return json.replaceAll("\n", "\n    ");
}
