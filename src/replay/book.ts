import { findMissingResponseBody } from "../trace/bodies/missing-body.ts";
import { readLeaves } from "./body-leaves.ts";
import { type Call, mapCall, toCall } from "./call.ts";
import { type Recorded, createMatcher } from "./matcher.ts";
import { type ReplayMiss, toMiss, toMissingBodyMiss, toUpgradeMiss } from "./miss.ts";
import { createOwnValues } from "./own-values.ts";
import { type SentBody, readAsked, readRecordedBody } from "./request-body.ts";
import { createRewriter } from "./rewrite.ts";

/** What a client asks. */
export interface Question {
  readonly method: string;
  /** Absolute, with a recorded origin. */
  readonly url: string;
  /** Its Range header; "" where it has none. */
  readonly range: string;
  readonly body: SentBody;
}

/** What all listeners of a replay share. */
export interface Book {
  /** The exchange that answers now; or the miss, which is then among `misses`. Undefined for what is no HTTP request. */
  readonly find: (question: Question) => Recorded | ReplayMiss | undefined;
  readonly misses: readonly ReplayMiss[];
  /** Leads recorded origins in a text to the replay, and puts the client's own values in place of recorded ones. */
  readonly toReplayed: (text: string) => string;
  /** The way back. */
  readonly toRecorded: (text: string) => string;
}

export interface BookOptions {
  /** Recorded origin → that of the replay. */
  readonly origins: ReadonlyMap<string, string>;
  /** Whether a client has to ask for what was recorded, under the recorded names. */
  readonly isStrict: boolean;
  readonly onMiss: ((miss: ReplayMiss) => void) | undefined;
}

export function createBook(recorded: readonly Recorded[], { origins, isStrict, onMiss }: BookOptions): Book {
  const matcher = createMatcher(recorded);
  const own = createOwnValues();
  const misses: ReplayMiss[] = [];
  let count = 0;
  const toReplay = createRewriter(origins);
  const fromReplay = createRewriter(new Map([...origins].map(([from, to]) => [to, from])));
  const addMiss = (miss: ReplayMiss): ReplayMiss => {
    misses.push(miss);
    onMiss?.(miss);
    return miss;
  };
  const findCall = (call: Call, body: SentBody): Recorded | ReplayMiss => {
    const asked = readAsked(body, (value) => own.toRecorded(fromReplay(value)));
    const found = matcher.next(mapCall(call, own.toRecorded), asked);
    const missing = found && findMissingResponseBody(found.entry);
    if (found !== undefined && missing !== undefined)
      return addMiss(toMissingBodyMiss(count, call, { found, missing: missing.text }));
    if (found !== undefined && found.entry.response.status !== 101) {
      if (!isStrict) own.learn(readLeaves(readRecordedBody(found.entry.request.postData)), asked.leaves);
      return found;
    }
    return addMiss(found ? toUpgradeMiss(count, call, found) : toMiss(count, call, recorded));
  };
  return {
    misses,
    find: ({ method, url, range, body }) => {
      count += 1;
      const call = toCall(method, url, range);
      return call && findCall(call, body);
    },
    toReplayed: (text) => own.toOwn(toReplay(text)),
    toRecorded: fromReplay,
  };
}
