import { pick } from "../sequence/pick.ts";
import { alignCalls } from "./align-calls.ts";
import { type Pair, placePairs } from "./align-keys.ts";
import type { Calls } from "./align-steps.ts";
import { compareBodies } from "./body-differences.ts";
import { type Call, answerOf, outcomeOf } from "./calls.ts";
import { createDifferenceBook } from "./difference-book.ts";
import type { StabilizeRules } from "./rules.ts";
import { type Run, lastOf } from "./runs.ts";
import { shapeOf } from "./shape.ts";

/** The pairs of calls of two runs, and the calls that only one of them has and that do not matter. */
export interface PairedRuns {
  readonly pairs: readonly Pair[];
  readonly repeatsBefore: readonly number[];
  readonly repeatsAfter: readonly number[];
}

/**
 * Pairs the calls of two runs that request the same thing: in turn, if there are equally many. Otherwise the last response belongs to the
 * last. If it is the same and no response before it is of a new kind, the runs differ in their count alone, whatever moved meanwhile. If it
 * is not, calls that neither recording explains are not repeats.
 */
export function pairRuns(calls: Calls, [run, runAfter]: readonly [Run, Run], rules: StabilizeRules): PairedRuns {
  if (run.length === runAfter.length) {
    const inTurn = run.map((_, index) => [index, index] as const);
    return { pairs: placePairs(inTurn, [run, runAfter]), repeatsBefore: [], repeatsAfter: [] };
  }
  const polls = [run.slice(0, -1), runAfter.slice(0, -1)] as const;
  const last: Pair = [lastOf(run), lastOf(runAfter)];
  const ours = pick(calls.before, run);
  const theirs = pick(calls.after, runAfter);
  const isCountAlone = saysTheSame(ours.at(-1), theirs.at(-1), rules) && isKnown(ours, theirs);
  const pairs = [...alignCalls(calls, polls, isCountAlone ? [answerOf] : [answerOf, shapeOf]), last];
  const [taken, takenAfter] = [new Set(pairs.map(([place]) => place)), new Set(pairs.map(([, place]) => place))];
  if (isCountAlone) {
    return {
      pairs,
      repeatsBefore: run.filter((place) => !taken.has(place)),
      repeatsAfter: runAfter.filter((place) => !takenAfter.has(place)),
    };
  }
  const kept = pairs.filter(([a, b]) => answerAt(calls.before, a) === answerAt(calls.after, b));
  return {
    pairs,
    repeatsBefore: findDoubles(calls.before, run, { taken, kept: new Set(kept.map(([place]) => place)) }),
    repeatsAfter: findDoubles(calls.after, runAfter, { taken: takenAfter, kept: new Set(kept.map(([, b]) => b)) }),
  };
}

function saysTheSame(before: Call | undefined, after: Call | undefined, rules: StabilizeRules): boolean {
  if (before === undefined || after === undefined || outcomeOf(before) !== outcomeOf(after)) return false;
  const book = createDifferenceBook(rules);
  const about = { owner: after.owner, times: [before.startedAt, after.startedAt] } as const;
  compareBodies("response", [before.step.response.body, after.step.response.body], book.on(0, about));
  return book.settle({ level: "value", values: false }).of(0).length === 0;
}

/** Whether no call of the second run has a response that the first lacks, and no outcome of the first is gone. */
function isKnown(before: readonly Call[], after: readonly Call[]): boolean {
  const shapes = new Set(before.map(shapeOf));
  const outcomes = new Set(after.map(outcomeOf));
  return after.every((call) => shapes.has(shapeOf(call))) && before.every((call) => outcomes.has(outcomeOf(call)));
}

interface Marks {
  readonly taken: ReadonlySet<number>;
  /** The calls of `taken` whose response is the same in both recordings. */
  readonly kept: ReadonlySet<number>;
}

/** Calls without a partner next to one with the same response that both recordings have. */
function findDoubles(calls: readonly Call[], run: Run, { taken, kept }: Marks): readonly number[] {
  const doubles = new Set<number>();
  for (const places of [[...run], run.toReversed()]) {
    let known: string | undefined;
    for (const place of places) {
      if (kept.has(place)) known = answerAt(calls, place);
      else if (taken.has(place) || answerAt(calls, place) !== known) known = undefined;
      else doubles.add(place);
    }
  }
  return [...doubles];
}

function answerAt(calls: readonly Call[], place: number): string {
  return pick(calls, [place]).map(answerOf).join();
}
