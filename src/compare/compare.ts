import { type AnalyzeOptions, analyze } from "../analyze/analyze.ts";
import type { Profile } from "../analyze/types.ts";
import { onlyIf } from "../json/only-if.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { Trace } from "../trace/model/types.ts";
import { type Alignment, type Calls, alignSteps } from "./align-steps.ts";
import { type Call, toCalls } from "./calls.ts";
import { createDifferenceBook, type DifferenceBook } from "./difference-book.ts";
import { type Passed, findMoves } from "./find-moves.ts";
import { compareCalls, showOutcome } from "./step-differences.ts";
import { LEVELS } from "./tell-difference.ts";
import type { AlignedStep, Comparison, Difference, Level } from "./types.ts";

export interface CompareOptions {
  /** Describes the services. @default participants are hosts, and IDs are recognized by their form */
  readonly profile?: Profile | undefined;
  /** What users call steps, and patterns of paths. @default none */
  readonly names?: Pick<AnalyzeOptions, "labels" | "paths"> | undefined;
  /** Least important level to report. @default "value" */
  readonly level?: Level;
  /**
   * Whether to report run-to-run noise too (IDs, times, tokens, repeated polls), regardless of `volatile` and `fixed`.
   * @default false
   */
  readonly values?: boolean;
  /** Headers or JSON pointers whose values do not count: `X-Build`, `/progress`. Their presence does. @default none */
  readonly volatile?: readonly string[] | undefined;
  /** Headers or JSON pointers whose values always count: `ETag`. Takes precedence over `volatile`. @default none */
  readonly fixed?: readonly string[] | undefined;
}

/**
 * Finds the differences between two recordings. Pure; time and memory grow with the number of steps. Key order and
 * whitespace in JSON are not differences.
 */
export function compare(before: Trace, after: Trace, options: CompareOptions = {}): Comparison {
  const { profile, names, level = "value", values = false, volatile, fixed } = options;
  const read = (trace: Trace): readonly Call[] => toCalls(analyze(trace, { ...names, profile }), findStart(trace));
  const calls: Calls = { before: read(before), after: read(after) };
  const rules = values ? {} : { volatile, fixed };
  const alignment = alignSteps(calls.before, calls.after, rules);
  const book = createDifferenceBook(rules);
  const pairs = pairCalls(calls, alignment, book);
  const settled = book.settle({ level, values });
  const single = listSingle(calls, alignment, values);
  const steps = [...pairs, ...single.steps].toSorted((a, b) => a.order - b.order || a.minor - b.minor);
  return {
    steps: steps.map(({ step, index }) => (index === undefined ? step : withDifferences(step, settled.of(index)))),
    leftOut: settled.leftOut + single.leftOut,
    ...onlyIf(settled.ruledOut > 0, { ruledOut: settled.ruledOut }),
  };
}

/** A step and its position among the others. */
interface Placed {
  readonly step: AlignedStep;
  /** Place of the pair among the pairs. */
  readonly index?: number;
  /** Place in the second recording; of a removed step, of the pair before it. */
  readonly order: number;
  readonly minor: number;
}

/** Milliseconds since 1970 of the first request; NaN where none has a date. */
function findStart({ log }: Trace): number {
  let start = NaN;
  for (const { startedDateTime } of log.entries) {
    const time = Date.parse(startedDateTime);
    if (Number.isNaN(start) || time < start) start = time;
  }
  return start;
}

function pairCalls(calls: Calls, { pairs }: Alignment, book: DifferenceBook): readonly Placed[] {
  const moves = findMoves(calls, pairs);
  return pairs.flatMap(([a, b], index): Placed[] => {
    const before = calls.before[a];
    const after = calls.after[b];
    if (before === undefined || after === undefined) return [];
    const passed = moves.get(index);
    if (passed !== undefined) book.report(index, toMove(before, after, tellPassed(passed, calls)));
    const times = [before.startedAt, after.startedAt] as const;
    compareCalls(before, after, book.on(index, { owner: after.owner, times }));
    const step = describe(passed === undefined ? "same" : "moved", after, { before, after });
    return [{ step, index, order: b, minor: -1 }];
  });
}

interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * If as many steps were added or removed as a step moved past, its number stays the same; then the difference lists
 * those steps.
 */
function toMove({ step }: Call, { step: now }: Call, passed: Move): Difference {
  const hasNumbers = step.request.number !== now.request.number;
  const before = hasNumbers ? `(${step.request.number})` : passed.from;
  const after = hasNumbers ? `(${now.request.number})` : passed.to;
  const place = { part: "step", at: "order", name: "" } as const;
  return { level: "structure", place, before, after, message: `the step moved from ${before} to ${after}` };
}

function tellPassed({ pair: [a, b], isForward }: Passed, calls: Calls): Move {
  const [from, to] = isForward ? ["before", "after"] : ["after", "before"];
  return { from: `${from} ${nameCall(calls.before[a])}`, to: `${to} ${nameCall(calls.after[b])}` };
}

function nameCall(call: Call | undefined): string {
  return call === undefined
    ? ""
    : `(${call.step.request.number}) ${call.step.request.method} ${call.step.request.path}`;
}

function listSingle(
  calls: Calls,
  { pairs, repeatsBefore, repeatsAfter }: Alignment,
  values: boolean,
): { readonly steps: readonly Placed[]; readonly leftOut: number } {
  const partners = new Map(pairs);
  const taken = new Set(partners.values());
  const steps: Placed[] = [];
  let order = -1;
  for (const [index, call] of calls.before.entries()) {
    order = partners.get(index) ?? order;
    if (partners.has(index) || (repeatsBefore.has(index) && !values)) continue;
    const step = describe(repeatsBefore.has(index) ? "repeated" : "removed", call, { before: call });
    steps.push({ step, order, minor: index });
  }
  for (const [index, call] of calls.after.entries()) {
    if (taken.has(index) || (repeatsAfter.has(index) && !values)) continue;
    const step = describe(repeatsAfter.has(index) ? "repeated" : "added", call, { after: call });
    steps.push({ step, order: index, minor: -1 });
  }
  return { steps, leftOut: values ? 0 : repeatsBefore.size + repeatsAfter.size };
}

function describe(
  change: AlignedStep["change"],
  call: Call,
  { before, after }: { readonly before?: Call; readonly after?: Call },
): AlignedStep {
  const { id, request, response, name } = call.step;
  const text = `${request.method} ${request.path} ${name?.text ?? ""}`.trimEnd();
  const whole = { part: "step", at: "order", name: "" } as const;
  const differences: Difference[] = [];
  if (change === "added") {
    differences.push({ level: "structure", place: whole, after: text, message: `the step ${text} was added` });
  } else if (change === "removed") {
    differences.push({ level: "structure", place: whole, before: text, message: `the step ${text} was removed` });
  } else if (change === "repeated") {
    differences.push({ level: "value", place: whole, message: `${text} was repeated in one recording only` });
  }
  return {
    change,
    id,
    call: text,
    ...onlyKnown({ before: before?.step.request.number, after: after?.step.request.number }),
    ...onlyIf(differences.length > 0 && response.failed === true, { failure: showOutcome(response) }),
    differences,
  };
}

function withDifferences(step: AlignedStep, found: readonly Difference[]): AlignedStep {
  const differences = found.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  return { ...step, change: step.change === "same" && found.length > 0 ? "changed" : step.change, differences };
}
