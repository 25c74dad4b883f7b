import type { Call } from "./call.ts";
import { type Recorded, createMatcher } from "./matcher.ts";
import { type ReplayMiss, toMiss } from "./miss.ts";
import { createRewriter } from "./rewrite.ts";

/** What all listeners of a replay share. */
export interface Book {
  /** The exchange that answers a call now; or the miss, which is then among `misses`. */
  readonly find: (call: Call) => Recorded | ReplayMiss;
  readonly misses: readonly ReplayMiss[];
  /** Leads recorded origins in a text to the replay. */
  readonly toReplayed: (text: string) => string;
  /** The way back. */
  readonly toRecorded: (text: string) => string;
}

export interface BookOptions {
  /** Recorded origin → that of the replay. */
  readonly origins: ReadonlyMap<string, string>;
  readonly onMiss: ((miss: ReplayMiss) => void) | undefined;
}

export function createBook(recorded: readonly Recorded[], { origins, onMiss }: BookOptions): Book {
  const matcher = createMatcher(recorded);
  const misses: ReplayMiss[] = [];
  let calls = 0;
  return {
    misses,
    find: (call) => {
      calls += 1;
      const found = matcher.next(call);
      if (found !== undefined) return found;
      const miss = toMiss(calls, call, recorded);
      misses.push(miss);
      onMiss?.(miss);
      return miss;
    },
    toReplayed: createRewriter(origins),
    toRecorded: createRewriter(new Map([...origins].map(([from, to]) => [to, from]))),
  };
}
