import type { AlignedStep, Comparison, Difference } from "./types.ts";

/** The difference that can explain the others, and why it is taken for that. */
export interface FirstCause {
  readonly step: AlignedStep;
  /** A clause: `an error in an answer can explain the rest`. */
  readonly because: string;
  /** Steps before it that differ too, in what explains less. */
  readonly earlier: readonly AlignedStep[];
}

/**
 * The first step with what explains most: another kind of outcome, or a call that one recording lacks; else an error in a
 * body; else another structure; else any value. Undefined where the recordings say the same.
 */
export function findFirstCause({ steps }: Comparison): FirstCause | undefined {
  const differing = steps.filter(({ differences }) => differences.length > 0);
  for (const [because, isOne] of REASONS) {
    const index = differing.findIndex(isOne);
    const step = differing[index];
    if (step !== undefined) return { step, because, earlier: differing.slice(0, index) };
  }
  return undefined;
}

const REASONS: readonly (readonly [because: string, isOne: (step: AlignedStep) => boolean])[] = [
  [
    "a missing call or another kind of status can explain the rest",
    ({ change, differences }) => change === "added" || change === "removed" || differences.some(isOtherKind),
  ],
  ["an error in an answer can explain the rest", ({ differences }) => differences.some(isError)],
  [
    "changes in requests and in the shape of responses matter more than values",
    (step) => step.differences.some(isStructural),
  ],
  ["only values differ", () => true],
];

/** 2xx and 4xx, an answer and none. */
function isOtherKind({ place, before = "", after = "" }: Difference): boolean {
  return place.at === "status" && kindOf(before) !== kindOf(after);
}

function kindOf(outcome: string): string {
  return outcome.endsWith(")") ? "broken off" : outcome.slice(0, 1);
}

/** A member that says so, which one of the answers has. */
function isError({ place, before, after }: Difference): boolean {
  const isOfOne = before === undefined || after === undefined;
  return (
    isOfOne && place.part === "response" && place.at === "body" && /\/(?:errors?|fault|exception)$/i.test(place.name)
  );
}

function isStructural({ level }: Difference): boolean {
  return level !== "value";
}
