import { urlPart } from "../sequence/url-part.ts";
import { findMissingResponseBody } from "../trace/bodies/missing-body.ts";
import { type Call, mapCall, showCall, toCall } from "./call.ts";
import type { HeaderOf } from "./choose-variant.ts";
import type { ConnectionFailures } from "./connection-failures.ts";
import { describeDiffering } from "./differing.ts";
import { findEchoes } from "./echoes.ts";
import { withoutIds } from "./json-rpc-ids.ts";
import type { MatchRules } from "./match-rules.ts";
import { type Recorded, createMatcher } from "./matcher.ts";
import { type ReplayMiss, toMiss, toMissingBodyMiss, toUpgradeMiss } from "./miss.ts";
import { pairOwnIds } from "./own-ids.ts";
import { type AskedBody, type SentBody, readAsked } from "./request-body.ts";
import { type Translation, type TranslationOptions, createTranslation } from "./translation.ts";
import { isConversation } from "./websocket/handshake.ts";

/** The request of a client. */
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
export interface Book extends Pick<Translation, "learn" | "toReplayed"> {
  /** The exchange to replay; or the miss, which is then among `misses`. Undefined for anything but an HTTP request. */
  readonly find: (question: Question) => Recorded | ReplayMiss | undefined;
  /** Whether the recorded server responded there before the whole request had been sent. */
  readonly isAnsweredEarly: (url: string) => boolean;
  readonly misses: readonly ReplayMiss[];
  /** Responses to requests that differed from the recorded ones, in words. */
  readonly notes: readonly string[];
  /** Requests until now. */
  readonly calls: number;
  /** Data that a client sent, in the form in which a WebSocket message is recorded. */
  readonly readSent: (body: SentBody) => AskedBody;
  readonly ignoresBody: (pointer: string) => boolean;
  readonly addMiss: (miss: ReplayMiss) => void;
  readonly addNote: (note: string) => void;
  /** Whether bodies that the trace does not contain are omitted. */
  readonly sendsEmpty: boolean;
  /** The way back of the origins that a text leads to. */
  readonly toRecorded: (text: string) => string;
}

export interface BookOptions extends TranslationOptions {
  readonly rules: MatchRules;
  /** Whether a response whose body is not in the trace is sent without it. */
  readonly sendsEmpty: boolean;
  readonly failures: Pick<ConnectionFailures, "answered" | "isSpent">;
  /** Paths where the server responded before it had received everything. */
  readonly early: ReadonlySet<string>;
  readonly onMiss: ((miss: ReplayMiss) => void) | undefined;
  readonly now: () => number;
  /** Arguments of the recorded command. */
  readonly typed: readonly string[];
}

export function createBook(
  recorded: readonly Recorded[],
  { rules, sendsEmpty, failures, early, onMiss, now, typed, ...translation }: BookOptions,
): Book {
  const matcher = createMatcher(recorded, { rules, now, typed, isSpent: failures.isSpent });
  const { toReplayed, fromReplay, toRecorded, learn, learnGenerated } = createTranslation(translation);
  const misses: ReplayMiss[] = [];
  const notes: string[] = [];
  let count = 0;
  const addMiss = (miss: ReplayMiss): ReplayMiss => {
    misses.push(miss);
    onMiss?.(miss);
    return miss;
  };
  const readSent = (body: SentBody): AskedBody =>
    readAsked(body, (value) => toRecorded(fromReplay(value)), rules.ignoresBody);
  const findCall = (
    call: Call,
    { body, headerOf, upgrades }: Omit<Question, "method" | "url">,
  ): Recorded | ReplayMiss => {
    const asked = readSent(body);
    const translated = mapCall(call, toRecorded);
    const match = matcher.next(translated, { body: asked, headerOf });
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
      const ids = pairOwnIds(found.call, translated);
      if (ids.length > 0)
        notes.push(
          `${showCall(call)} (call ${count}) got the response of ${found.pair}, although its path has another ID.`,
        );
      learnGenerated([
        ...ids,
        ...findEchoes({ entry: found.entry, recorded: found.call, asked: translated, headerOf }),
      ]);
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
    toReplayed,
    toRecorded: fromReplay,
  };
}
