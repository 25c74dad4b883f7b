import { itemAt } from "../sequence/pick.ts";
import { fromMicroseconds, toMicroseconds } from "../trace/model/start-time.ts";
import type { Entry, Timings } from "../trace/model/types.ts";

/** A place in the trace that is written: exchanges by their place in the recordings. */
export interface Slot {
  readonly before?: number;
  readonly after?: number;
  /** Is elsewhere than in the earlier recording, so that its time there is meaningless. */
  readonly isMoved?: boolean;
}

/** Whether it is where it was in the earlier recording. */
function isKept({ before, isMoved = false }: Slot): boolean {
  return before !== undefined && !isMoved;
}

interface Recordings {
  readonly before: readonly Entry[];
  readonly after: readonly Entry[];
}

type Fitting = Slot & { readonly entry: Entry };

/**
 * Makes new and moved exchanges start between their neighbors, whose times are those of the earlier recording: as long after the previous
 * one as they did, but before the next; and end before it, if they did. What they waited for has ended there too, however long it took
 * then.
 */
export function fitSlots<One extends Fitting>(slots: readonly One[], { after }: Recordings): One[] {
  const fitted: One[] = [];
  let open: readonly Fitting[] = [];
  for (const [index, slot] of slots.entries()) {
    const recorded = itemAt(after, slot.after);
    const isFitted = isKept(slot) || recorded === undefined;
    const one = isFitted ? slot : fit({ slot, recorded, open, next: slots.slice(index + 1).find(isKept) }, after);
    fitted.push(one);
    open = [...open.filter(({ entry }) => endOf(entry) > startOf(one.entry)), one];
  }
  return fitted;
}

interface Gap<One> {
  readonly slot: One;
  readonly recorded: Entry;
  /** Those before it that had not ended when the last of them, which comes last, began. */
  readonly open: readonly Fitting[];
  readonly next: One | undefined;
}

function fit<One extends Fitting>({ slot, recorded, open, next }: Gap<One>, after: readonly Entry[]): One {
  const last = open.at(-1);
  const earliest = Math.max(...open.map((one) => findEarliest(one, { isLast: one === last, recorded, after })));
  // Where the two have no room between them, it begins with the one before, so that the order stays.
  const soonest = last === undefined ? -Infinity : startOf(last.entry);
  const latest = next === undefined ? Infinity : Math.max(soonest, startOf(next.entry) - 2);
  const own = startOf(recorded);
  const fitting = Math.min(Number.isFinite(earliest) ? earliest : own, latest);
  // Ends have a resolution of a microsecond, so anything that close is in its place already; otherwise it would move again each time.
  const start = Math.abs(own - fitting) <= 1 && own <= latest ? own : fitting;
  const isFirst = next !== undefined && isOver(recorded, itemAt(after, next.after));
  const room = isFirst ? Math.max(1, latest + 1 - start) / 1000 : Infinity;
  return {
    ...slot,
    entry: { ...slot.entry, startedDateTime: fromMicroseconds(start), ...shorten(recorded, room) },
  };
}

interface Follower {
  readonly recorded: Entry;
  /** Whether no other began between the two. */
  readonly isLast: boolean;
  readonly after: readonly Entry[];
}

/** As late after another as it began after it, or after its end, in the second recording. */
function findEarliest({ entry, after: place }: Fitting, { isLast, recorded, after }: Follower): number {
  const other = itemAt(after, place);
  if (other === undefined || isOver(other, recorded)) {
    const pause = other !== undefined && isLast ? startOf(recorded) - Math.ceil(endOf(other)) : 1;
    return Math.ceil(endOf(entry)) + Math.max(1, pause);
  }
  if (!isLast) return -Infinity;
  const delay = startOf(recorded) - startOf(other);
  // Before its end, which may come earlier now than it was recorded.
  return startOf(entry) + Math.max(1, Math.min(delay, Math.floor(entry.time * 1000) - 1));
}

/** Whether one had ended when the other began, to a microsecond; an exchange that was not recorded again is unrelated. */
function isOver(one: Entry, other: Entry | undefined): boolean {
  return other === undefined || endOf(one) - 1 < startOf(other);
}

function startOf({ startedDateTime }: Entry): number {
  return toMicroseconds(startedDateTime);
}

function endOf(entry: Entry): number {
  return startOf(entry) + Math.max(0, entry.time) * 1000;
}

/** All phases in proportion. */
function shorten({ time, timings }: Entry, room: number): { readonly time: number; readonly timings: Timings } {
  if (time <= room) return { time, timings };
  const scale = (phase: number): number => (phase < 0 ? phase : Math.floor((phase / time) * room * 1000) / 1000);
  const { blocked, dns, connect, ssl, send, wait, receive } = timings;
  const scaled = {
    blocked: scale(blocked),
    dns: scale(dns),
    connect: scale(connect),
    ssl: scale(ssl),
    send: scale(send),
    wait: scale(wait),
    receive: scale(receive),
  };
  return { time: scale(time), timings: { ...timings, ...scaled } };
}
