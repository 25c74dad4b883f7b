import { isScrambled } from "../../shapes/is-scrambled.ts";
import { isRandom } from "../../shapes/made-by-machine.ts";

/**
 * Whether a value is a key for broadcasting. Redis and others use the same word for the name of a stream, which a person chose
 * (`orders-2026-11-29`, `events:42`).
 */
export function isStreamKey(name: string, value: string): boolean {
  return isStreamKeyName(name) && /^[\w+/=.~-]{8,200}$/.test(value) && isMadeUp(value);
}

/** Whether a name may belong to such a key; its value decides. */
export function isStreamKeyName(name: string): boolean {
  return /stream[-_.]?key$/i.test(name);
}

function isMadeUp(value: string): boolean {
  const runs = value.split(/[^A-Za-z\d]+/);
  if (GROUPS.test(value)) return runs.some((run) => MIXED.test(run));
  // The digits of a random value may be in another run.
  if (isRandom(value) && runs.some((run) => run.length >= SHORTEST_PART && isScrambled(`${run}0`))) return true;
  return runs.some((run) => (run.length >= SHORTEST && isScrambled(run)) || HEXADECIMAL.test(run));
}

/** YouTube: `w4ms-9r7d-xk2f-0b6h`. */
const GROUPS = /^(?:[a-z\d]{4}-){3,7}[a-z\d]{4}$/;

const MIXED = /\d[a-z]|[a-z]\d/;

/** Also the first part of a UUID, as Mux gives out. */
const HEXADECIMAL = /^(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{8,}$/i;

/** Characters; shorter runs include unpronounceable words: `720p60fps`. */
const SHORTEST = 10;
const SHORTEST_PART = 6;
