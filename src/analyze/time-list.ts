import { matchedText } from "../sequence/matched-text.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import type { Entry } from "../trace/model/types.ts";
import { NumberList } from "../trace/stream/number-list.ts";

/** The time of an exchange according to its entry. */
export type Timed = Pick<Entry, "startedDateTime" | "time">;

/** When exchanges were, as numbers in columns: a million objects would take more memory than any command should. */
export class TimeList {
  /** Microseconds since 1970. */
  readonly starts = new NumberList();
  readonly ends = new NumberList();
  #digits = 0;

  get length(): number {
    return this.starts.length;
  }

  /**
   * The resolution of the recording's clock, in microseconds. Browsers write milliseconds, wirewalk microseconds; the most precise start
   * counts, because some writers omit a fraction of zero.
   */
  get resolution(): number {
    return 10 ** (6 - Math.min(6, this.#digits));
  }

  add({ startedDateTime, time }: Timed): void {
    const start = toMicroseconds(startedDateTime);
    this.starts.push(start);
    this.ends.push(start + Math.max(0, time) * 1000);
    if (this.#digits < 6) this.#digits = Math.max(this.#digits, matchedText(/\.(\d+)/, startedDateTime, 1).length);
  }
}

export function listTimes(exchanges: Iterable<Timed>): TimeList {
  const times = new TimeList();
  for (const one of exchanges) times.add(one);
  return times;
}
