import type { Entry } from "../trace/model/types.ts";
import { splitAtAliases } from "./aliases.ts";
import { type Call, keyOf } from "./call.ts";
import { type KnownBody, isMoreAlike, readKnown } from "./likeness.ts";
import type { AskedBody } from "./request-body.ts";

/** A recorded exchange that can be asked for. */
export interface Recorded {
  readonly entry: Entry;
  readonly call: Call;
  /** Place in the trace, from 1. */
  readonly number: number;
}

export interface Matcher {
  /**
   * The recorded exchange that answers this call now: each in turn, the last one for ever. Where several differ in what
   * their bodies say, those of the body that is nearest.
   */
  readonly next: (call: Call, body: AskedBody) => Recorded | undefined;
}

export function createMatcher(recorded: readonly Recorded[]): Matcher {
  const byKey = Map.groupBy(recorded, ({ call }) => keyOf(call));
  const patterns = Array.from(byKey, ([key, answers]) => ({ pattern: toPattern(key), answers })).filter(
    ({ pattern }) => pattern !== undefined,
  );
  const ofRange = createRangeChooser();
  const grouped = new Map<readonly Recorded[], readonly Group[]>();
  const groupsOf = (answers: readonly Recorded[]): readonly Group[] => {
    const groups = grouped.get(answers) ?? groupByBody(answers);
    grouped.set(answers, groups);
    return groups;
  };
  return {
    next: (call, body) => {
      const key = keyOf(call);
      const answers = byKey.get(key) ?? patterns.find(({ pattern }) => pattern?.test(key))?.answers;
      const fitting = answers && ofRange(answers, call.range);
      const own = fitting && chooseByBody(groupsOf(fitting), body);
      if (own === undefined) return undefined;
      own.asked += 1;
      return own.answers[own.asked - 1] ?? own.answers.at(-1);
    },
  };
}

/**
 * Of answers to one call, those for the bytes that are asked for. Where these were never asked for, an answer with all bytes will
 * do, as a server may ignore Range (RFC 9110, section 14.2); one with other bytes would be wrong.
 */
function createRangeChooser(): (answers: readonly Recorded[], range: string) => readonly Recorded[] {
  const chosen = new Map<readonly Recorded[], ReadonlyMap<string, readonly Recorded[]>>();
  return (answers, range) => {
    const byRange = chosen.get(answers) ?? Map.groupBy(answers, ({ call }) => call.range);
    chosen.set(answers, byRange);
    if (byRange.size === 1 && byRange.has("")) return answers;
    return byRange.get(range) ?? byRange.get("") ?? (range === "" ? answers : []);
  };
}

/** An alias stands for any value: the client sends its own. */
function toPattern(key: string): RegExp | undefined {
  const pieces = splitAtAliases(key);
  if (pieces.length === 1) return undefined;
  return new RegExp(
    `^${pieces.map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join('[^"]*')}$`,
  );
}

/** Answers to requests that say the same. */
interface Group {
  readonly body: KnownBody;
  readonly answers: Recorded[];
  /** How often until now. */
  asked: number;
}

function groupByBody(recorded: readonly Recorded[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const one of recorded) {
    const body = readKnown(one.entry.request.postData);
    const group = groups.get(body.key) ?? { body, answers: [], asked: 0 };
    groups.set(body.key, group);
    group.answers.push(one);
  }
  return [...groups.values()];
}

function chooseByBody([first, ...others]: readonly Group[], asked: AskedBody): Group | undefined {
  if (first === undefined || others.length === 0) return first;
  let nearest = { group: first, likeness: first.body.likenessOf(asked) };
  for (const group of others) {
    const likeness = group.body.likenessOf(asked);
    if (isMoreAlike(likeness, nearest.likeness)) nearest = { group, likeness };
  }
  return nearest.group;
}
