import { knownAt } from "../sequence/known-at.ts";
import { countLeading } from "../sequence/longest-increasing.ts";
import { sortIndexes } from "../sequence/sort-indexes.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import { type TimeList, type Timed, listTimes } from "./time-list.ts";

/** A request leaving, or its outcome arriving. */
export interface Event {
  readonly kind: "request" | "outcome";
  /** Place of its exchange among the entries. */
  readonly index: number;
}

/** Numbers of events in the order in which they happened, from 1, by the place of their exchange. */
export interface EventNumbers {
  readonly requests: Uint32Array;
  readonly outcomes: Uint32Array;
}

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
  const { requests, outcomes } = numberEvents(listTimes(entries));
  const events: Event[] = Array.from({ length: 2 * entries.length });
  for (const index of entries.keys()) {
    events[knownAt(requests, index) - 1] = { kind: "request", index };
    events[knownAt(outcomes, index) - 1] = { kind: "outcome", index };
  }
  return events;
}

/** The same as numbers, of exchanges in any order. */
export function numberEvents(times: TimeList): EventNumbers {
  const { length } = times;
  const places = sortIndexes(length, (index) => times.starts.at(index));
  const [starts, ends] = [new Float64Array(length), new Float64Array(length)];
  for (const [index, place] of places.entries()) {
    starts[index] = times.starts.at(place);
    ends[index] = times.ends.at(place);
  }
  const followers = countFollowers(starts, ends, times.resolution);
  const byEnd = sortIndexes(
    length,
    (index) => knownAt(followers, index),
    (index) => knownAt(ends, index),
  );
  const [requests, outcomes] = [new Uint32Array(length), new Uint32Array(length)];
  let [number, next] = [0, 0];
  for (let index = 0; index <= length; index += 1) {
    for (; next < length && knownAt(followers, knownAt(byEnd, next)) === index; next += 1) {
      outcomes[knownAt(places, knownAt(byEnd, next))] = number += 1;
    }
    if (index < length) requests[knownAt(places, index)] = number += 1;
  }
  return { requests, outcomes };
}

/**
 * How many requests come before the outcome of each. A start is cut to the clock's resolution, so the true start is up to that much
 * later. Within that doubt the outcome is taken to be first: traffic one after another is far more common than such an overlap.
 */
function countFollowers(starts: Float64Array, ends: Float64Array, resolution: number): Uint32Array {
  const followers = new Uint32Array(starts.length);
  for (const [index, end] of ends.entries()) {
    const isBefore = (start: number): boolean => start <= end - resolution;
    const following = index + 1;
    // Checked first, because most exchanges follow one another without overlap.
    const isLast = following === starts.length || !isBefore(knownAt(starts, following));
    followers[index] = isLast ? following : following + countLeading(starts.subarray(following), isBefore);
  }
  return followers;
}
