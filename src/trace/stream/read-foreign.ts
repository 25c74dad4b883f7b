import { UserError } from "../../errors.ts";
import { isObject } from "../../json/is-object.ts";
import { NO_REMARKS, type Remarks, createRemarks } from "../foreign/remarks.ts";
import { repairForeign } from "../foreign/repair.ts";
import { isTrace } from "../model/checks.ts";
import { EPOCH, fillHead, fillOne, fillPages, isLeftOut, startOf } from "../model/fill-gaps.ts";
import { loadSchema } from "../model/load-schema.ts";
import { toMicroseconds } from "../model/start-time.ts";
import type { Entry, Trace } from "../model/types.ts";
import { checkHar, refuseHar, withRemarks } from "./check-har.ts";
import { createLazyList } from "./lazy-list.ts";
import { NumberList } from "./number-list.ts";
import { type LongHar, orderByStart } from "./read-own.ts";
import { putAllBack } from "./settle-held.ts";

/** A trace of another tool: one pass determines what is wrong, what has to be omitted, and the order of the rest. */
export function readForeign(har: LongHar, remarks = createRemarks()): Trace {
  const { log } = har;
  fillHead(log);
  const found = survey(har, remarks);
  const { startOfPage, firstStart } = found;
  fillPages(log, (id) => startOfPage.get(id) ?? firstStart);
  const head = checkHar({ log: { ...log, entries: [] } }, har.name);
  const read = (index: number): Entry => {
    const kept = found.kept.at(index);
    const entry = readEntry(har, kept, { previousStart: found.lentStarts.get(kept) ?? EPOCH, remarks: NO_REMARKS });
    if (entry instanceof UserError) throw entry;
    // It was there when all were looked at, and the file is the same.
    return entry as Entry;
  };
  const order = found.isSorted ? undefined : orderByStart(found.kept.length, (index) => read(index).startedDateTime);
  const entries = createLazyList(found.kept.length, (index) => read(order?.[index] ?? index), har.kept);
  const { log: filled } = withRemarks(head, remarks.toLines());
  return { log: { ...filled, entries } };
}

interface Survey {
  /** Indexes of entries that are kept. */
  readonly kept: NumberList;
  /** Index → the start of the entry before it, where it has none of its own. */
  readonly lentStarts: ReadonlyMap<number, string>;
  readonly startOfPage: ReadonlyMap<unknown, string>;
  readonly firstStart: string | undefined;
  readonly isSorted: boolean;
}

function survey(har: LongHar, remarks: Remarks): Survey {
  const kept = new NumberList();
  const lentStarts = new Map<number, string>();
  const startOfPage = new Map<unknown, string>();
  let [isSorted, latest, previousStart] = [true, -Infinity, firstStartIn(har)];
  let firstStart: string | undefined;
  let refusal: UserError | undefined;
  for (let index = 0; index < har.length; index += 1) {
    const entry = readEntry(har, index, { previousStart, remarks });
    if (entry instanceof UserError) refusal ??= entry;
    if (entry === undefined || entry instanceof UserError) continue;
    if (entry.startedDateTime === previousStart) lentStarts.set(index, previousStart);
    kept.push(index);
    previousStart = entry.startedDateTime;
    firstStart ??= previousStart;
    if (entry.pageref !== undefined && !startOfPage.has(entry.pageref)) startOfPage.set(entry.pageref, previousStart);
    const start = toMicroseconds(previousStart);
    isSorted &&= start >= latest;
    latest = start;
  }
  if (refusal !== undefined && kept.length === 0) throw refusal;
  return { kept, lentStarts, startOfPage, firstStart, isSorted };
}

/** Entries in front of the first that has a start take that. */
function firstStartIn(har: LongHar): string {
  for (let index = 0; index < har.length; index += 1) {
    const entry = putAllBack(har.read(index));
    const start = isObject(entry) && !isLeftOut(entry, NO_REMARKS) ? startOf(entry["startedDateTime"]) : undefined;
    if (start !== undefined) return start;
  }
  return EPOCH;
}

interface Surroundings {
  readonly previousStart: string;
  readonly remarks: Remarks;
}

/** Undefined for an entry that uses no network; throws for one without a request. */
function readEntry(
  har: LongHar,
  index: number,
  { previousStart, remarks }: Surroundings,
): Entry | UserError | undefined {
  const entry = putAllBack(har.read(index));
  if (isLeftOut(entry, remarks)) return undefined;
  if (isObject(entry)) fillOne(entry, { previousStart, isForeign: true, remarks });
  const alone = { log: { version: "1.2", creator: { name: "", version: "" }, entries: [entry] } };
  if (isTrace(alone)) return entry as Entry;
  const { error } = loadSchema().traceSchema.safeParse(alone);
  if (error === undefined) return entry as Entry;
  const seen = { log: { entries: { [index]: structuredClone(entry) } } };
  const isRepaired = repairForeign(alone, error.issues, remarks);
  if (isRepaired && alone.log.entries.length > 0) return alone.log.entries[0] as Entry;
  for (const issue of error.issues) issue.path[2] = index;
  return refuseHar(error, seen, har.name);
}
