import type { AlignedStep, Comparison, Difference } from "./types.ts";

/** The difference that can explain the others, and the reason for choosing it. */
export interface FirstCause {
  readonly step: AlignedStep;
  /** A clause: `an error in a response can explain the rest`. */
  readonly because: string;
  /** The error in its response; undefined if it was chosen for another reason. */
  readonly error: Difference | undefined;
  /** Steps before it that differ too, in what explains less. */
  readonly earlier: readonly AlignedStep[];
}

/**
 * The first step with the most significant difference: another kind of outcome, or a call that one recording lacks;
 * otherwise an error in a body; otherwise another structure; otherwise any value. Undefined if the recordings are the
 * same.
 */
export function findFirstCause({ steps }: Comparison): FirstCause | undefined {
  const differing = steps.filter(({ differences }) => differences.length > 0);
  for (const [because, isOne] of REASONS) {
    const index = differing.findIndex(isOne);
    const step = differing[index];
    if (step !== undefined) return { step, because, error: findError(isOne, step), earlier: differing.slice(0, index) };
  }
  return undefined;
}

const REASONS: readonly (readonly [because: string, isOne: (step: AlignedStep) => boolean])[] = [
  [
    "a missing call or another kind of status can explain the rest",
    ({ change, differences }) => change === "added" || change === "removed" || differences.some(isOtherKind),
  ],
  ["an error in a response can explain the rest", hasError],
  [
    "changes in requests and in the shape of responses matter more than values",
    (step) => step.differences.some(isStructural),
  ],
  ["only values differ", () => true],
];

function hasError({ differences }: AlignedStep): boolean {
  return differences.some(isError);
}

function findError(reason: unknown, { differences }: AlignedStep): Difference | undefined {
  return reason === hasError ? differences.find(isError) : undefined;
}

/** 2xx and 4xx, a response and none. */
function isOtherKind({ place, before = "", after = "" }: Difference): boolean {
  return place.at === "status" && kindOf(before) !== kindOf(after);
}

function kindOf(outcome: string): string {
  if (outcome.endsWith(")")) return "broken off";
  return /, (?:gRPC|closed with) /.test(outcome) ? "failed" : outcome.slice(0, 1);
}

/** The text that reports it in only one of the two responses. */
function isError({ place, before = "", after = "" }: Difference): boolean {
  if (place.part !== "response" || place.at !== "body") return false;
  const says = SIGNS.find(([name]) => name.test(place.name))?.[1];
  return says !== undefined && says(before) !== says(after);
}

/** By the place, `""` for a body that is not JSON: which of its values indicate a failure. */
const SIGNS: readonly (readonly [place: RegExp, isFailure: (value: string) => boolean])[] = [
  [/^$/, (text) => /<(?:[\w-]+:)?(?:Fault|Exception|Error)[\s>]/.test(text)],
  [/\/(?:errors?|fault|exception)$/i, (value) => !/^(?:|null|false|0|""|\[\]|\{\}|0 elements)$/.test(value)],
  [/\/(?:ok|success|succeeded|successful)$/i, (value) => value === "false"],
  [
    /\/(?:status|state|result|outcome)$/i,
    (value) => /^"(?:err(?:or|ored)?|fail(?:ed|ure)?|fault(?:ed)?)"$/i.test(value),
  ],
];

function isStructural({ level }: Difference): boolean {
  return level !== "value";
}
