import { isObject } from "../../json/is-object.ts";
import { sortIndexesOnce } from "../../sequence/sort-indexes.ts";
import { NO_REMARKS } from "../foreign/remarks.ts";
import { isEntry } from "../model/checks.ts";
import { EPOCH, type Filling, fillOne } from "../model/fill-gaps.ts";
import { loadSchema } from "../model/load-schema.ts";
import type { Loose } from "../model/loose-fields.ts";
import { toMicroseconds } from "../model/start-time.ts";
import type { Entry, Trace } from "../model/types.ts";
import { checkHar, refuseHar } from "./check-har.ts";
import { createLazyList } from "./lazy-list.ts";
import type { ReadValue } from "./read-value.ts";
import { settleHeld } from "./settle-held.ts";

/** A long HAR whose entries are read one at a time. */
export interface LongHar {
  /** What messages call it: its path. */
  readonly name: string;
  /** All but the entries. */
  readonly log: Loose;
  /** Entries. */
  readonly length: number;
  /** Whether they surely are in the order of their starts. */
  readonly isSorted: boolean;
  readonly read: (index: number) => ReadValue;
  /** Entries that stay in memory. @default 64 */
  readonly kept?: number | undefined;
}

/** A trace of ours: each entry is validated when it is read, and its long bodies stay in the file until they are accessed. */
export function readOwn(har: LongHar): Trace {
  const { log } = checkHar({ log: { ...har.log, entries: [] } }, har.name);
  const read = (index: number): Entry => readEntry(har, index);
  const order = har.isSorted ? undefined : orderByStart(har.length, (index) => read(index).startedDateTime);
  const entries = createLazyList(har.length, (index) => read(order?.[index] ?? index), har.kept);
  return { log: { ...log, entries } };
}

function readEntry({ name, read }: LongHar, index: number): Entry {
  return toOwnEntry(read(index), index, name);
}

/**
 * An entry of a trace of ours as its file has it.
 *
 * @throws UserError with the place of what makes it invalid
 */
export function toOwnEntry(one: ReadValue, index: number, name: string): Entry {
  const entry = one.value;
  const release = settleHeld(entry, one);
  // Nearly all are as we wrote them: telling so takes a tenth of the time of going through them for gaps.
  if (!isEntry(entry) || !isTidy(entry as Entry)) {
    if (isObject(entry)) fillOne(entry, OWN);
    checkEntry(entry, index, name);
  }
  release();
  // The schema has just checked it.
  return entry as Entry;
}

/** Whether an entry that the schema lets pass needs no other repair. */
function isTidy({ time, timings, request, response, serverIPAddress, connection }: Entry): boolean {
  const { blocked, dns, connect, ssl, send, wait, receive } = timings;
  const isMeasured = [blocked, dns, connect, ssl, send, wait, receive].every((phase) => phase >= 0 || phase === -1);
  const hasCookies = request.cookies.length > 0 || response.cookies.length > 0;
  const isAsSent = request.postData === undefined || !("params" in request.postData || "encoding" in request.postData);
  return (
    isMeasured &&
    isAsSent &&
    !hasCookies &&
    time >= 0 &&
    response.status >= 0 &&
    serverIPAddress !== "" &&
    connection !== ""
  );
}

const OWN: Filling = { previousStart: EPOCH, isForeign: false, remarks: NO_REMARKS };

/** Throws a `UserError` that names the place. */
function checkEntry(entry: unknown, index: number, name: string): void {
  const { error } = loadSchema().entrySchema.safeParse(entry);
  if (error === undefined) return;
  for (const issue of error.issues) issue.path.unshift("log", "entries", index);
  throw refuseHar(error, { log: { _wirewalk: {}, entries: { [index]: entry } } }, name);
}

/** Indexes in the order of starts; equal starts keep their order. */
export function orderByStart(length: number, startOf: (index: number) => string): Uint32Array {
  return sortIndexesOnce(length, (index) => toMicroseconds(startOf(index)));
}
