import { knownAt } from "../sequence/known-at.ts";
import type { Entry } from "../trace/model/types.ts";
import { type CallIndex, createCallIndex } from "./call-index.ts";
import { type Call, keyOf } from "./call.ts";
import { type HeaderOf, createVariantChooser } from "./choose-variant.ts";
import { createExactIndex } from "./exact-index.ts";
import { type KnownBody, findMostAlike, readKnown } from "./likeness.ts";
import { type MatchRules, fitCall } from "./match-rules.ts";
import { type OwnId, createOwnIds } from "./own-ids.ts";
import type { AskedBody } from "./request-body.ts";
import { type SimilarCallsOptions, createSimilarCalls } from "./similar-calls.ts";
import { withoutVolatile } from "./volatile.ts";

/** A recorded exchange that can be requested. */
export interface Recorded {
  /** In a long trace it is read again each time. */
  readonly entry: Entry;
  /** As recorded. */
  readonly url: string;
  readonly call: Call;
  /** Milliseconds since 1970; NaN if unknown. */
  readonly startedAt: number;
  /** Place in the trace, from 1. */
  readonly number: number;
  /** Its arrows, by which people call it: `(9)-(10)`. */
  readonly pair: string;
}

/** A received request without its call. */
export interface Asked {
  readonly body: AskedBody;
  readonly headerOf: HeaderOf;
}

export interface Found {
  readonly recorded: Recorded;
  /** Where the received body differs from the recorded one, except for what an alias represents. */
  readonly differs: readonly string[];
}

export interface Matcher {
  /**
   * The recorded exchange to replay for this call: each in turn, the last one repeatedly. If several differ in their headers and bodies,
   * the closest ones.
   */
  readonly next: (call: Call, asked: Asked) => Found | undefined;
}

export interface MatcherOptions extends Omit<SimilarCallsOptions, "ownIds"> {
  /** Arguments of the recorded command, if there was one. */
  readonly typed: readonly string[];
  /** Whether an exchange has had its turn otherwise: as a connection that failed. @default none has */
  readonly isSpent?: (number: number) => boolean;
}

/** Calls are found as they were recorded; else with any value for what each run sends otherwise; else as `createSimilarCalls` does. */
export function createMatcher(
  recorded: readonly Recorded[],
  { isSpent = () => false, typed, ...options }: MatcherOptions,
): Matcher {
  const { rules } = options;
  const exact = createExactIndex(recorded, rules);
  // Most replays request only what was recorded.
  let loose: CallIndex | undefined;
  const findLoose = (call: Call): readonly Recorded[] | undefined =>
    (loose ??= indexLoosely(recorded, rules)).find(call);
  const ownIds = createOwnIds(recorded, typed);
  const findSimilar = createSimilarCalls(recorded, { ...options, ownIds });
  const ofRange = createRangeChooser();
  const ofVariant = createVariantChooser(rules);
  const choose = createBodyChooser({
    counts: rules.has("body"),
    ignores: rules.ignoresBody,
    isSpent,
    isOwn: (one, place, pair) => ownIds.isOfBody(one, place, { pair, now: options.now() }),
  });
  return {
    next: (call, { body, headerOf }) => {
      const fitted = fitCall(call, rules);
      for (const find of [exact.find, findLoose, findSimilar]) {
        const answers = find(fitted);
        const fitting = answers && ofRange(answers, call.range);
        const own = fitting && choose(ofVariant(fitting, headerOf), body);
        if (own !== undefined) return own;
      }
      return undefined;
    },
  };
}

/** Of the calls with something that each run sends otherwise. */
function indexLoosely(recorded: readonly Recorded[], rules: MatchRules): CallIndex {
  const changedAt = (place: number): Call => {
    const { call, startedAt } = knownAt(recorded, place);
    return withoutVolatile(call, startedAt);
  };
  const toKey = (call: Call): string => keyOf(fitCall(call, rules));
  const index = createCallIndex(recorded, (place) => toKey(changedAt(place)));
  for (let place = 0; place < recorded.length; place += 1) {
    const changed = changedAt(place);
    if (keyOf(knownAt(recorded, place).call) !== keyOf(changed)) index.add(place, toKey(changed));
  }
  return index;
}

/**
 * Of responses to one call, those for the requested bytes. If these were never requested, a response with all bytes will do, because a
 * server may ignore Range (RFC 9110, section 14.2); one with other bytes would be wrong.
 */
function createRangeChooser(): (answers: readonly Recorded[], range: string) => readonly Recorded[] | undefined {
  const chosen = new Map<readonly Recorded[], ReadonlyMap<string, readonly Recorded[]>>();
  return (answers, range) => {
    const byRange = chosen.get(answers) ?? Map.groupBy(answers, ({ call }) => call.range);
    chosen.set(answers, byRange);
    if (byRange.size === 1 && byRange.has("")) return answers;
    return byRange.get(range) ?? byRange.get("") ?? (range === "" ? answers : undefined);
  };
}

/** Responses to equivalent requests. */
interface Group {
  readonly body: KnownBody;
  readonly answers: Recorded[];
  /** How often until now. */
  asked: number;
}

interface BodyChoice {
  /** Whether requests are distinguished by their bodies. */
  readonly counts: boolean;
  /** Whether a member of them does not count. */
  readonly ignores: (pointer: string) => boolean;
  readonly isSpent: (number: number) => boolean;
  /** Whether the client generated these two values of a place. */
  readonly isOwn: (one: Recorded, place: string, pair: OwnId) => boolean;
}

function createBodyChooser(choice: BodyChoice): (answers: readonly Recorded[], asked: AskedBody) => Found | undefined {
  const grouped = new Map<readonly Recorded[], readonly Group[]>();
  return (answers, asked) => {
    const groups = grouped.get(answers) ?? groupByBody(answers, choice);
    grouped.set(answers, groups);
    const bodies = groups.map(({ body }) => body);
    // Requests that differ in what each run makes up get their responses in turn.
    const hasMore = (place: number): boolean => {
      const { asked: count, answers: all } = knownAt(groups, place);
      return count < all.length;
    };
    const own = groups[findMostAlike(bodies, asked, hasMore)];
    if (own === undefined) return undefined;
    let turn = own.answers[own.asked];
    while (turn !== undefined && choice.isSpent(turn.number)) turn = own.answers[(own.asked += 1)];
    own.asked += 1;
    const recorded = turn ?? own.answers.at(-1);
    if (recorded === undefined) return undefined;
    const isOwn = (place: string, pair: OwnId): boolean => choice.isOwn(recorded, place, pair);
    return { recorded, differs: choice.counts ? own.body.differencesOf(asked, isOwn) : [] };
  };
}

function groupByBody(recorded: readonly Recorded[], { counts, ignores }: BodyChoice): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const one of recorded) {
    const body = readKnown(one.entry.request.postData, { ignores, startedAt: one.startedAt });
    const key = counts ? body.key : "";
    const group = groups.get(key) ?? { body, answers: [], asked: 0 };
    groups.set(key, group);
    group.answers.push(one);
  }
  return [...groups.values()];
}
