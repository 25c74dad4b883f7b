import { knownAt } from "../sequence/known-at.ts";
import { countLeading } from "../sequence/longest-increasing.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import type { Entry } from "../trace/model/types.ts";

/** A request leaving, or its outcome arriving. */
export interface Event {
  readonly kind: "request" | "outcome";
  /** Place of its exchange among the entries. */
  readonly index: number;
}

/** When an exchange was, as its entry says it. */
export type Timed = Pick<Entry, "startedDateTime" | "time">;

/** Entries in the order of their requests; equal starts keep the order of the file. */
export function orderByStart<One extends Timed>(entries: readonly One[]): readonly One[] {
  const timed = entries.map((entry) => ({ entry, start: toMicroseconds(entry.startedDateTime) }));
  return timed.toSorted((a, b) => a.start - b.start).map(({ entry }) => entry);
}

/**
 * Requests and outcomes in the order they happened, so that exchanges that overlap interleave.
 * Every outcome comes after its own request.
 *
 * @param entries in the order of their requests
 */
export function orderEvents(entries: readonly Timed[]): readonly Event[] {
  const resolution = findResolution(entries);
  const starts = entries.map((entry) => toMicroseconds(entry.startedDateTime));
  const outcomes = entries.map((entry, index) => {
    const end = knownAt(starts, index) + Math.max(0, entry.time) * 1000;
    // A start is cut to the clock's resolution, so the true start is up to that much later. Within that doubt
    // the outcome is taken to be first: traffic one after another is far more common than such an overlap.
    const following = countLeading(starts, (other) => other <= end - resolution);
    return { index, end, before: Math.max(index + 1, following) };
  });
  outcomes.sort((a, b) => a.before - b.before || a.end - b.end);

  const events: Event[] = [];
  let next = 0;
  for (let index = 0; index <= entries.length; index += 1) {
    for (let outcome = outcomes[next]; outcome?.before === index; outcome = outcomes[next]) {
      events.push({ kind: "outcome", index: outcome.index });
      next += 1;
    }
    if (index < entries.length) events.push({ kind: "request", index });
  }
  return events;
}

/**
 * Microseconds that the recording's clock could tell apart. Browsers write milliseconds, wirewalk microseconds;
 * the finest start counts, because some writers leave out a fraction of zero.
 */
function findResolution(entries: readonly Timed[]): number {
  let digits = 0;
  for (const { startedDateTime } of entries) {
    digits = Math.max(digits, matchedText(/\.(\d+)/, startedDateTime, 1).length);
  }
  return 10 ** (6 - Math.min(6, digits));
}
