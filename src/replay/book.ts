import { findMissingResponseBody } from "../trace/bodies/missing-body.ts";
import type { Entry } from "../trace/model/types.ts";
import { readLeaves } from "./body-leaves.ts";
import { type Call, mapCall, showCall, toCall } from "./call.ts";
import type { HeaderOf } from "./choose-variant.ts";
import type { ConnectionFailures } from "./connection-failures.ts";
import type { MatchRules } from "./match-rules.ts";
import { type Recorded, createMatcher } from "./matcher.ts";
import { type ReplayMiss, toMiss, toMissingBodyMiss, toUpgradeMiss } from "./miss.ts";
import type { TimeMover } from "./move-times.ts";
import { createOwnValues } from "./own-values.ts";
import { type SentBody, readAsked, readRecordedBody } from "./request-body.ts";
import { createRewriter } from "./rewrite.ts";

/** What a client asks. */
export interface Question {
  readonly method: string;
  /** Absolute, with a recorded origin. */
  readonly url: string;
  readonly headerOf: HeaderOf;
  readonly body: SentBody;
}

/** What all listeners of a replay share. */
export interface Book {
  /** The exchange that answers now; or the miss, which is then among `misses`. Undefined for what is no HTTP request. */
  readonly find: (question: Question) => Recorded | ReplayMiss | undefined;
  readonly misses: readonly ReplayMiss[];
  /** Answers that were given although the request was not quite the recorded one, in words. */
  readonly notes: readonly string[];
  /** Leads recorded origins in a text to the replay, and puts the client's own values in place of recorded ones. */
  readonly toReplayed: (text: string, entry: Entry) => string;
  /** The way back. */
  readonly toRecorded: (text: string) => string;
}

export interface BookOptions {
  /** Recorded origin → that of the replay. */
  readonly origins: ReadonlyMap<string, string>;
  /** Whether a client has to ask for what was recorded, under the recorded names. */
  readonly isStrict: boolean;
  readonly rules: MatchRules;
  /** Whether an answer whose body is not in the trace is given without it. */
  readonly sendsEmpty: boolean;
  readonly times: TimeMover;
  readonly failures: Pick<ConnectionFailures, "answered" | "isSpent">;
  readonly onMiss: ((miss: ReplayMiss) => void) | undefined;
}

export function createBook(
  recorded: readonly Recorded[],
  { origins, isStrict, rules, sendsEmpty, times, failures, onMiss }: BookOptions,
): Book {
  const matcher = createMatcher(recorded, { rules, isSpent: failures.isSpent });
  const own = createOwnValues();
  const misses: ReplayMiss[] = [];
  const notes: string[] = [];
  let count = 0;
  const toReplay = createRewriter(origins);
  const fromReplay = createRewriter(new Map([...origins].map(([from, to]) => [to, from])));
  const addMiss = (miss: ReplayMiss): ReplayMiss => {
    misses.push(miss);
    onMiss?.(miss);
    return miss;
  };
  const findCall = (call: Call, { body, headerOf }: Pick<Question, "body" | "headerOf">): Recorded | ReplayMiss => {
    const toRecorded = (value: string): string => own.toRecorded(times.toRecorded(value));
    const asked = readAsked(body, (value) => toRecorded(fromReplay(value)), rules.ignoresBody);
    const match = matcher.next(mapCall(call, toRecorded), { body: asked, headerOf });
    const found = match?.recorded;
    if (found !== undefined) failures.answered(found.number);
    const missing = found && findMissingResponseBody(found.entry);
    if (found !== undefined && missing !== undefined) {
      const miss = toMissingBodyMiss(count, call, { found, missing: missing.text });
      if (!sendsEmpty) return addMiss(miss);
      notes.push(`${miss.message} It was skipped.`);
      return found;
    }
    if (found !== undefined && found.entry.response.status !== 101) {
      const differs = match?.differs ?? [];
      if (differs.length > 0) notes.push(describeOtherBody({ call, count, pair: found.pair, differs }));
      if (!isStrict) own.learn(readLeaves(readRecordedBody(found.entry.request.postData)), asked.leaves);
      return found;
    }
    return addMiss(found ? toUpgradeMiss(count, call, found) : toMiss(count, call, recorded));
  };
  return {
    misses,
    notes,
    find: ({ method, url, ...rest }) => {
      count += 1;
      const call = toCall(method, url, rest.headerOf("range"));
      return call && findCall(call, rest);
    },
    toReplayed: (text, entry) => times.move(own.toOwn(toReplay(text)), Date.parse(entry.startedDateTime) + entry.time),
    toRecorded: fromReplay,
  };
}

interface OtherBody {
  readonly call: Call;
  /** Which request to the replay it was, from 1. */
  readonly count: number;
  /** Arrows of the exchange that answered. */
  readonly pair: string;
  readonly differs: readonly string[];
}

function describeOtherBody({ call, count, pair, differs }: OtherBody): string {
  const more = differs.length > MOST_NAMED ? `, and ${differs.length - MOST_NAMED} more` : "";
  return `${showCall(call)} (call ${count}) got the response of ${pair}, although its body differs in: ${differs.slice(0, MOST_NAMED).join(", ")}${more}.${adviseIgnoring(differs)}`;
}

const MOST_NAMED = 5;

/** Of JSON, the option by which these members do not count. */
function adviseIgnoring(differs: readonly string[]): string {
  const paths = differs.filter((name) => name.startsWith("/"));
  if (paths.length === 0 || paths.length > MOST_NAMED || paths.some((path) => /[,\s*.]/.test(path))) return "";
  return ` \`--ignore ${paths.map((path) => `body${path.replaceAll("/", ".")}`).join(",")}\` leaves them out.`;
}
