import { fromMicroseconds, toMicroseconds } from "../trace/start-time.ts";
import type { Entry, Timings } from "../trace/types.ts";

/** A place in the trace that is written: exchanges by their place in the recordings. */
export interface Slot {
  readonly before?: number;
  readonly after?: number;
  /** Stands elsewhere than in the earlier recording, so that its time there says nothing. */
  readonly isMoved?: boolean;
}

/** Whether it stands where it stood in the earlier recording. */
function isKept({ before, isMoved = false }: Slot): boolean {
  return before !== undefined && !isMoved;
}

interface Recordings {
  readonly before: readonly Entry[];
  readonly after: readonly Entry[];
}

/**
 * Lets new and moved exchanges start between their neighbours, whose times are those of the earlier recording: as long
 * after the one before as they did, but before the next; and end before it, if they did.
 */
export function fitSlots<One extends Slot & { readonly entry: Entry }>(
  slots: readonly One[],
  { after }: Recordings,
): One[] {
  const fitted: One[] = [];
  for (const [index, slot] of slots.entries()) {
    const recorded = after[slot.after ?? -1];
    if (isKept(slot) || recorded === undefined) {
      fitted.push(slot);
      continue;
    }
    const previous = fitted.at(-1);
    const next = slots.slice(index + 1).find(isKept);
    const delay = previous === undefined ? 0 : startOf(recorded) - startOf(after[previous.after ?? -1] ?? recorded);
    const earliest = previous === undefined ? -Infinity : startOf(previous.entry) + Math.max(1, delay);
    const latest = next === undefined ? Infinity : startOf(next.entry) - 2;
    const start = Math.min(Number.isFinite(earliest) ? earliest : startOf(recorded), latest);
    const nextRecorded = after[next?.after ?? -1];
    const isFirst = nextRecorded !== undefined && endOf(recorded) < startOf(nextRecorded);
    const room = isFirst ? Math.max(1, latest + 1 - start) / 1000 : Infinity;
    fitted.push({
      ...slot,
      entry: { ...slot.entry, startedDateTime: fromMicroseconds(start), ...shorten(recorded, room) },
    });
  }
  return fitted;
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
