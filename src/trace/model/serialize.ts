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

/** What a log holds besides its entries and their origin. @default HAR 1.2 by wirewalk */
export type LogFields = Partial<Omit<Log, "entries" | "_wirewalk">>;

/**
 * The same, for entries that are made one at a time and never all in memory.
 *
 * @param entries In the order of their start.
 * @param originOf Asked when all entries are written: what was masked in them is known only then.
 */
export function* serializeTraceChunks(
  fields: LogFields,
  entries: Iterable<Entry>,
  originOf?: () => Origin,
): Generator<string> {
  const { head, tail } = splitLog({ version: "1.2", creator, ...fields });
  yield `{\n  "log": {\n${head}    "entries": [`;
  let separator = "\n";
  for (const entry of entries) {
    yield `${separator}      ${serializeEntry(entry)}`;
    separator = ",\n";
  }
  yield separator === "\n" ? "]" : "\n    ]";
  if (originOf !== undefined)
    yield `,\n    "_wirewalk": ${indentLines(stringify(orderKeys(originOf(), "origin")), "    ")}`;
  yield `${tail}\n  }\n}\n`;
}

/** One entry, all its lines but the first indented: as deep in lists as it is in the file, which costs less than to indent its lines. */
function serializeEntry(entry: Entry): string {
  return stringify([[[orderKeys(entry, "entry")]]]).slice(BEFORE.length, -BEHIND.length);
}

const [BEFORE = "", BEHIND = ""] = stringify([[[0]]]).split("0");

/** The members before `entries`, and those of other tools, which come last. */
function splitLog(fields: LogFields): { head: string; tail: string } {
  const ordered = Object.entries(orderKeys(fields, "log"));
  const members = (isTail: boolean): string[] =>
    ordered
      .filter(([key, value]) => value !== undefined && key.startsWith("_") === isTail)
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${indentLines(stringify(value), "    ")}`);
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
function indentLines(json: string, indent: string): string {
  return json.replaceAll("\n", `\n${indent}`);
}
