import { urlPart } from "../sequence/url-part.ts";
import { findMissingResponseBody } from "../trace/bodies/missing-body.ts";
import type { PostData } from "../trace/model/types.ts";
import { readLeaves } from "./body-leaves.ts";
import { type Call, mapCall, showCall, toCall, toSocketOrigin } from "./call.ts";
import type { HeaderOf } from "./choose-variant.ts";
import type { ConnectionFailures } from "./connection-failures.ts";
import { describeDiffering } from "./differing.ts";
import { withoutIds } from "./json-rpc-ids.ts";
import type { MatchRules } from "./match-rules.ts";
import { type Recorded, createMatcher } from "./matcher.ts";
import { type ReplayMiss, toMiss, toMissingBodyMiss, toUpgradeMiss } from "./miss.ts";
import type { TimeMover } from "./move-times.ts";
import { createOwnValues } from "./own-values.ts";
import { type AskedBody, type SentBody, readAsked, readRecordedBody } from "./request-body.ts";
import { createRewriter } from "./rewrite.ts";
import { isConversation } from "./websocket/handshake.ts";

/** What a client requests. */
export interface Question {
  readonly method: string;
  /** Absolute, with a recorded origin. */
  readonly url: string;
  readonly headerOf: HeaderOf;
  readonly body: SentBody;
  /** Whether the client switches to a WebSocket. */
  readonly upgrades: boolean;
}

/** What all listeners of a replay share. */
export interface Book {
  /** The exchange to replay; or the miss, which is then among `misses`. Undefined for anything but an HTTP request. */
  readonly find: (question: Question) => Recorded | ReplayMiss | undefined;
  /** Whether the recorded server responded there before the whole request had been sent. */
  readonly isAnsweredEarly: (url: string) => boolean;
  readonly misses: readonly ReplayMiss[];
  /** Responses to requests that differed from the recorded ones, in words. */
  readonly notes: readonly string[];
  /** Requests until now. */
  readonly calls: number;
  /** What a client sent, with what a WebSocket's message is recorded as. */
  readonly readSent: (body: SentBody) => AskedBody;
  readonly ignoresBody: (pointer: string) => boolean;
  /** Learns the client's own values from what it sent in place of what was recorded. */
  readonly learn: (recorded: PostData, asked: AskedBody) => void;
  readonly addMiss: (miss: ReplayMiss) => void;
  readonly addNote: (note: string) => void;
  /** Whether what the trace does not hold is left out. */
  readonly sendsEmpty: boolean;
  /**
   * Leads recorded origins in a text to the replay, and puts the client's own values in place of recorded ones.
   *
   * @param recordedAt when the text had come, in milliseconds since 1970
   */
  readonly toReplayed: (text: string, recordedAt: number) => string;
  /** The way back. */
  readonly toRecorded: (text: string) => string;
}

export interface BookOptions {
  /** Recorded origin → origin of the replay. */
  readonly origins: ReadonlyMap<string, string>;
  /** Whether a client has to use the recorded names. */
  readonly isStrict: boolean;
  readonly rules: MatchRules;
  /** Whether a response whose body is not in the trace is sent without it. */
  readonly sendsEmpty: boolean;
  readonly times: TimeMover;
  readonly failures: Pick<ConnectionFailures, "answered" | "isSpent">;
  /** Paths where the server responded before it had received everything. */
  readonly early: ReadonlySet<string>;
  readonly onMiss: ((miss: ReplayMiss) => void) | undefined;
}

export function createBook(
  recorded: readonly Recorded[],
  { origins, isStrict, rules, sendsEmpty, times, failures, early, onMiss }: BookOptions,
): Book {
  const matcher = createMatcher(recorded, { rules, isSpent: failures.isSpent });
  const own = createOwnValues();
  const misses: ReplayMiss[] = [];
  const notes: string[] = [];
  let count = 0;
  const led = new Map(
    [...origins].flatMap(([from, to]) => [[from, to] as const, [toSocketOrigin(from), toSocketOrigin(to)] as const]),
  );
  const toReplay = createRewriter(led);
  const fromReplay = createRewriter(new Map([...led].map(([from, to]) => [to, from])));
  const addMiss = (miss: ReplayMiss): ReplayMiss => {
    misses.push(miss);
    onMiss?.(miss);
    return miss;
  };
  const toRecorded = (value: string): string => own.toRecorded(times.toRecorded(value));
  const readSent = (body: SentBody): AskedBody =>
    readAsked(body, (value) => toRecorded(fromReplay(value)), rules.ignoresBody);
  const learn = (recordedBody: PostData | undefined, asked: AskedBody): void => {
    if (!isStrict) own.learn(readLeaves(readRecordedBody(recordedBody)), asked.leaves);
  };
  const findCall = (
    call: Call,
    { body, headerOf, upgrades }: Omit<Question, "method" | "url">,
  ): Recorded | ReplayMiss => {
    const asked = readSent(body);
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
    if (found !== undefined && (found.entry.response.status !== 101 || (upgrades && isConversation(found.entry)))) {
      const differs = withoutIds(match?.differs ?? [], found.entry);
      if (differs.length > 0)
        notes.push(
          `${showCall(call)} (call ${count}) got the response of ${found.pair}, although its body differs in: ${describeDiffering(differs)}`,
        );
      learn(found.entry.request.postData, asked);
      return found;
    }
    return addMiss(found ? toUpgradeMiss(count, call, found) : toMiss(count, call, recorded));
  };
  return {
    misses,
    notes,
    isAnsweredEarly: (url) => early.has(urlPart(url, "pathname")),
    find: ({ method, url, ...rest }) => {
      count += 1;
      const call = toCall(method, url, rest.headerOf("range"));
      return call && findCall(call, rest);
    },
    get calls() {
      return count;
    },
    readSent,
    ignoresBody: rules.ignoresBody,
    learn,
    addMiss,
    addNote: (note) => void notes.push(note),
    sendsEmpty,
    toReplayed: (text, recordedAt) => times.move(own.toOwn(toReplay(text)), recordedAt),
    toRecorded: fromReplay,
  };
}
