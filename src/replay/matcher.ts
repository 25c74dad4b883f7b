import type { Entry } from "../trace/types.ts";
import { type BodyLeaves, readLeaves } from "./body-leaves.ts";
import { type Call, keyOf } from "./call.ts";

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
  readonly next: (call: Call, body: BodyLeaves) => Recorded | undefined;
}

export function createMatcher(recorded: readonly Recorded[]): Matcher {
  const byKey = Map.groupBy(recorded, ({ call }) => keyOf(call));
  const patterns = Array.from(byKey, ([key, answers]) => ({ pattern: toPattern(key), answers })).filter(
    ({ pattern }) => pattern !== undefined,
  );
  const asked = new Map<readonly Recorded[], number>();
  const groups = new Map(Array.from(byKey.values(), (answers) => [answers, groupByBody(answers)]));
  return {
    next: (call, body) => {
      const key = keyOf(call);
      const answers = byKey.get(key) ?? patterns.find(({ pattern }) => pattern?.test(key))?.answers;
      if (answers === undefined) return undefined;
      const own = chooseByBody(groups.get(answers) ?? [answers], body);
      const turn = asked.get(own) ?? 0;
      asked.set(own, turn + 1);
      return own[turn] ?? own.at(-1);
    },
  };
}

/** An alias stands for any value: the client sends its own. */
function toPattern(key: string): RegExp | undefined {
  if (!key.includes("REDACTED")) return undefined;
  const parts = key.split(/[\w.%-]{0,12}REDACTED(?:-[a-z]+-\d+)?/);
  return new RegExp(
    `^${parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join('[^"]*')}$`,
  );
}

function groupByBody(answers: readonly Recorded[]): readonly (readonly Recorded[])[] {
  return [...Map.groupBy(answers, ({ entry }) => entry.request.postData?.text ?? "").values()];
}

/** Leaves that are aliases tell nothing apart. */
function chooseByBody(groups: readonly (readonly Recorded[])[], body: BodyLeaves): readonly Recorded[] {
  const [only = []] = groups;
  if (groups.length <= 1) return only;
  const scored = groups.map((group) => ({
    group,
    score: countEqual(readLeaves(group[0]?.entry.request.postData?.text), body),
  }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).group;
}

function countEqual(recorded: BodyLeaves, asked: BodyLeaves): number {
  let equal = 0;
  for (const [pointer, value] of asked) {
    if (recorded.get(pointer) === value) equal += 1;
    else if (recorded.has(pointer) && recorded.get(pointer)?.includes("REDACTED") !== true) equal -= 1;
  }
  return equal;
}
