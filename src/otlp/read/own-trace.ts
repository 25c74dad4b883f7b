import { readJson } from "../../json/read-json.ts";
import { groupBy } from "../../sequence/groups.ts";
import { isObject } from "../../trace/model/loose-fields.ts";
import type { Missing, Trace } from "../../trace/model/types.ts";
import { checkHar, refuseNewerFormat } from "../../trace/stream/check-har.ts";
import { readForeign } from "../../trace/stream/read-foreign.ts";
import { readOwn } from "../../trace/stream/read-own.ts";
import { joinHead } from "../log-head.ts";
import { type OwnEntry, type OwnSession, joinParts, toKey } from "./own-spans.ts";

export interface OwnTraceOptions {
  /** What messages call the file. */
  readonly name: string;
  /** Whether entries are read when somebody asks for them. */
  readonly isLong: boolean;
}

/** The trace that spans of ours were made of, byte for byte; or with what is missing of it. */
export function toOwnTrace(session: OwnSession, { name, isLong }: OwnTraceOptions): Trace {
  const entries = [...session.entries.values()].toSorted(compareEntries);
  const cut: OwnEntry[] = [];
  const wholeOf = (entry: OwnEntry): string | undefined =>
    entry.hash === undefined
      ? entry.text()
      : joinParts(session.parts.get(toKey(entry.recorder, entry.number)), entry.hash);
  for (const entry of entries) if (entry.hash !== undefined && wholeOf(entry) === undefined) cut.push(entry);
  const head = readHead(session);
  const missing = [...nameMissing(session, entries), ...nameCut(cut)];
  if (isObject(head["_wirewalk"]) && missing.length > 0) {
    const told = head["_wirewalk"]["missing"];
    head["_wirewalk"]["missing"] = [...(Array.isArray(told) ? told : []), ...missing];
  }
  const read = (index: number): unknown => {
    const entry = entries[index];
    return entry && readJson(wholeOf(entry) ?? entry.text());
  };
  refuseNewerFormat({ log: head }, name);
  if (isLong) {
    const long = { name, log: head, length: entries.length, isSorted: false };
    const har = { ...long, read: (index: number) => ({ value: read(index), held: new Map() }) };
    return isObject(head["_wirewalk"]) ? readOwn(har) : readForeign(har);
  }
  return checkHar({ log: { ...head, entries: entries.map((_, index) => read(index)) } }, name);
}

/** Of several recorders in the order of time, which the trace puts them in; those at the same time by recorder. */
function compareEntries(a: OwnEntry, b: OwnEntry): number {
  if (a.recorder === b.recorder) return a.number - b.number;
  return a.recorder < b.recorder ? -1 : 1;
}

function readHead({ log, parts }: OwnSession): Record<string, unknown> {
  if (log === undefined) return {};
  const whole = log.hash === undefined ? undefined : joinParts(parts.get(toKey("", 0)), log.hash);
  const head = readJson(whole ?? log.text);
  joinHead(head, log.redacted);
  return isObject(head) ? head : {};
}

/** `exchanges that are not in the spans (118 to 131 of 240)`; the recorder's name where there are several. */
function nameMissing({ exchanges }: OwnSession, entries: readonly OwnEntry[]): readonly Missing[] {
  const byRecorder = groupBy(entries, ({ recorder }) => recorder);
  const recorders = [...byRecorder.entries()];
  const isOne = recorders.length <= 1;
  return (recorders.length === 0 ? [["", []] as const] : recorders).flatMap(([recorder, own]): readonly Missing[] => {
    const seen = new Set(own.map(({ number }) => number));
    // How many each of several recorders had is not said: a gap within is all that shows.
    const last = Math.min(isOne ? (exchanges ?? 0) : 0, MOST) || Math.max(0, ...seen);
    const ranges: { from: number; to: number }[] = [];
    for (let number = 1; number <= last; number += 1) {
      const range = ranges.at(-1);
      if (seen.has(number)) continue;
      if (range?.to === number - 1) range.to = number;
      else ranges.push({ from: number, to: number });
    }
    const count = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    if (count === 0) return [];
    const listed = ranges.slice(0, 5).map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
    const more = ranges.length > 5 ? ", …" : "";
    const of = recorder === "" ? "" : `${recorder}: `;
    return [
      {
        kind: "dropped",
        reason: `exchanges that are not in the spans (${of}${listed.join(", ")}${more} of ${last})`,
        count,
      },
    ];
  });
}

/** A number that somebody made up is no reason to count for hours. */
const MOST = 10_000_000;

function nameCut(entries: readonly OwnEntry[]): readonly Missing[] {
  if (entries.length === 0) return [];
  const numbers = entries.slice(0, 5).map(({ number }) => number);
  const more = entries.length > 5 ? ", …" : "";
  const reason = `exchanges of which parts are not in the spans, or have been changed (${numbers.join(", ")}${more})`;
  return [{ kind: "dropped", reason, count: entries.length }];
}
