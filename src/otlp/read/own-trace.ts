import { isObject, toObject } from "../../json/is-object.ts";
import { readJson } from "../../json/read-json.ts";
import { groupBy } from "../../sequence/groups.ts";
import type { Missing, Trace } from "../../trace/model/types.ts";
import { checkHar, refuseNewerFormat } from "../../trace/stream/check-har.ts";
import { readForeign } from "../../trace/stream/read-foreign.ts";
import { readOwn } from "../../trace/stream/read-own.ts";
import { joinHead } from "../log-head.ts";
import { toLiveTrace } from "./live-trace.ts";
import { MOST, addMissing, highest, nameCut, nameRanges } from "./missing-spans.ts";
import { type OwnEntry, type OwnSession, joinParts, toKey, wholeOf } from "./own-spans.ts";

interface OwnTraceOptions {
  /** What messages call the file. */
  readonly name: string;
  /** Whether entries are read on access. */
  readonly isLong: boolean;
}

/** The trace from which wirewalk's spans were made, byte for byte, or with notes on missing data. */
export function toOwnTrace(session: OwnSession, options: OwnTraceOptions): Trace {
  if (session.lines.size > 0 || session.end !== undefined) return toLiveTrace(session, readHead(session), options);
  const { name, isLong } = options;
  const entries = [...session.entries.values()].toSorted(compareEntries);
  const cut = entries.filter((entry) => entry.hash !== undefined && wholeOf(session, entry) === undefined);
  const head = readHead(session);
  addMissing(head, [...nameMissing(session, entries), ...nameCut(cut)]);
  const read = (index: number): unknown => {
    const entry = entries[index];
    return entry && readJson(wholeOf(session, entry) ?? entry.text());
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
  const whole = log.hash === undefined ? undefined : joinParts({ parts }, toKey("", 0), log.hash);
  const head = readJson(whole ?? log.text);
  joinHead(head, log.redacted);
  return toObject(head);
}

/** The missing exchanges, with the recorder's name if there are several recorders. */
function nameMissing({ exchanges }: OwnSession, entries: readonly OwnEntry[]): readonly Missing[] {
  const byRecorder = groupBy(entries, ({ recorder }) => recorder);
  const recorders = [...byRecorder.entries()];
  const isOne = recorders.length <= 1;
  return (recorders.length === 0 ? [["", []] as const] : recorders).flatMap(([recorder, own]): readonly Missing[] => {
    const seen = new Set(own.map(({ number }) => number));
    // The number of exchanges of each recorder is unknown, so only gaps within them are noticed.
    const last = Math.min(isOne ? (exchanges ?? 0) : 0, MOST) || highest(seen);
    return nameRanges(seen, last, recorder);
  });
}
