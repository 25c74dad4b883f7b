/**
 * One exchange seen by two clocks: a server receives a request after it was sent, and finishes its response before the client has it.
 * Microseconds.
 */
export interface SeenTwice {
  readonly asker: ClockTimes;
  readonly answerer: ClockTimes;
}

export interface ClockTimes {
  readonly clock: string;
  readonly start: number;
  readonly end: number;
}

/** What must be added to a clock's times to convert them to those of the first clock that it is connected to. Microseconds. */
export interface ClockOffset {
  /** 0 if nothing proves the clock wrong. */
  readonly offset: number;
  /** Bounds that are proven, except for what a busy recorder noted too late. */
  readonly low: number;
  readonly high: number;
  /** The clock that it is compared with. */
  readonly reference: string;
  /** Whether exchanges contradict each other, perhaps by way of third clocks: one that drifts or jumped. Then the offset is 0. */
  readonly isContradictory: boolean;
}

/**
 * Offsets of clocks by the exchanges that two of them saw.
 *
 * @param clocks Of clocks that are known to go together the first is the reference.
 */
export function estimateOffsets(
  clocks: readonly string[],
  seen: Iterable<SeenTwice>,
): ReadonlyMap<string, ClockOffset> {
  const bounds = findBounds(seen);
  const offsets = new Map<string, ClockOffset>();
  for (const reference of clocks) {
    if (offsets.has(reference)) continue;
    offsets.set(reference, { offset: 0, low: 0, high: 0, reference, isContradictory: false });
    const queue = [reference];
    for (let known = queue.shift(); known !== undefined; known = queue.shift()) {
      for (const [other, range] of bounds.get(known) ?? []) {
        const own = offsets.get(known);
        const before = offsets.get(other);
        if (before === undefined) {
          offsets.set(other, follow(own, range, reference));
          queue.push(other);
        } else if (queue.includes(other) && !agree(own, range, before)) {
          // Each clock that was compared with it has been found to agree; what follows it has not been looked at.
          offsets.set(other, {
            offset: 0,
            low: before.low,
            high: before.high,
            reference: known,
            isContradictory: true,
          });
        }
      }
    }
  }
  return offsets;
}

interface Range {
  readonly low: number;
  readonly high: number;
  /** The same by starts alone: they are noted before a request is passed on, and so never too late for what follows. */
  readonly starts: Pick<Range, "low" | "high">;
}

type Bounds = ReadonlyMap<string, ReadonlyMap<string, Range>>;

/** Of each pair of clocks, both ways, in the order of the clocks' names. */
function findBounds(seen: Iterable<SeenTwice>): Bounds {
  const ranges = new Map<string, Map<string, Range>>();
  const narrow = (from: string, to: string, range: Range): void => {
    const others = ranges.get(from) ?? new Map<string, Range>();
    const known = others.get(to);
    const both = known === undefined ? range : { ...meet(known, range), starts: meet(known.starts, range.starts) };
    ranges.set(from, others.set(to, both));
  };
  for (const { asker, answerer } of seen) {
    const low = asker.start - answerer.start;
    const high = asker.end - answerer.end;
    // The end of a server that keeps working after its response is not evidence.
    if (asker.clock === answerer.clock) continue;
    const starts = { low, high: Infinity };
    const range = low > high ? { ...starts, starts } : { low, high, starts };
    narrow(asker.clock, answerer.clock, range);
    narrow(answerer.clock, asker.clock, { low: -range.high, high: -low, starts: { low: -Infinity, high: -low } });
  }
  return new Map(
    Array.from(ranges, ([clock, others]) => [clock, new Map([...others].toSorted(([a], [b]) => (a < b ? -1 : 1)))]),
  );
}

function meet(one: Pick<Range, "low" | "high">, other: Pick<Range, "low" | "high">): Pick<Range, "low" | "high"> {
  return { low: Math.max(one.low, other.low), high: Math.min(one.high, other.high) };
}

function follow(known: ClockOffset | undefined, { low, high, starts }: Range, reference: string): ClockOffset {
  const base = known ?? { offset: 0, low: 0, high: 0 };
  if (low > high + LATE) return { offset: 0, low, high, reference, isContradictory: true };
  if (low > high) return follow(known, { low: high, high: low, starts }, reference);
  const bounds = { low: base.low + low, high: base.high + high };
  const keepOrder = (offset: number): number => Math.min(Math.max(offset, starts.low), starts.high);
  const isFine = base.offset === 0 && low <= 0 && high >= 0 && keepOrder(0) === 0;
  // Half way between the bounds; with one bound only, as far as that proves.
  const middle = high === Infinity ? low : low === -Infinity ? high : Math.round((low + high) / 2);
  return { ...bounds, offset: isFine ? 0 : base.offset + keepOrder(middle), reference, isContradictory: false };
}

/** Whether what one clock proves of another is what is known of that one already, by way of others. */
function agree(known: ClockOffset | undefined, { low, high }: Range, other: ClockOffset): boolean {
  if (known === undefined || known.isContradictory || other.isContradictory) return true;
  return known.low + low <= other.high + LATE && known.high + high >= other.low - LATE;
}

/**
 * Bounds that cross by no more do not contradict each other, and each is taken for the other: a recorder on a busy machine passes a
 * response on, and notes its end only when it is scheduled again. The client still begins first. Microseconds.
 */
const LATE = 50_000;
