import type { Entry } from "../trace/types.ts";
import { type Call, keyOf } from "./call.ts";

/** A recorded exchange that can be asked for. */
export interface Recorded {
  readonly entry: Entry;
  readonly call: Call;
  /** Place in the trace, from 1. */
  readonly number: number;
}

export interface Matcher {
  /** The recorded exchange that answers this call now: each in turn, the last one for ever. */
  readonly next: (call: Call) => Recorded | undefined;
}

export function createMatcher(recorded: readonly Recorded[]): Matcher {
  const answersByKey = Map.groupBy(recorded, ({ call }) => keyOf(call));
  const asked = new Map<string, number>();
  return {
    next: (call) => {
      const key = keyOf(call);
      const answers = answersByKey.get(key) ?? [];
      const turn = asked.get(key) ?? 0;
      asked.set(key, turn + 1);
      return answers[turn] ?? answers.at(-1);
    },
  };
}
