import type { AnswerPlace, Provenance, Walkthrough } from "../analyze/types.ts";
import { createGroups } from "../sequence/groups.ts";
import type { Names } from "./names.ts";

/** A value that a response contains and a later request sends. */
export interface Capture {
  /** `image_id`, `token_1` */
  readonly variable: string;
  readonly from: AnswerPlace;
}

export interface Captures {
  /** What the response of this step contains. */
  readonly of: (step: string) => readonly Capture[];
  /** Variable that holds this value by the time of the request with this number. */
  readonly variableFor: (value: string, request: number) => string | undefined;
}

/** The values that came from responses, according to the provenance, with a variable for each. */
export function findCaptures({ steps, provenance }: Walkthrough, names: Names): Captures {
  const outcomes = new Map(steps.map(({ id, response }) => [id, response.number]));
  const found = new Map<string, { readonly variable: string; readonly since: number }>();
  const byStep = createGroups<string, Capture>();
  for (const { value, name, step, from } of provenance.flatMap(readAnswer)) {
    if (found.has(value)) continue;
    const variable = names.take(name);
    found.set(value, { variable, since: outcomes.get(step) ?? 0 });
    byStep.add(step, { variable, from });
  }
  return {
    of: byStep.of,
    variableFor: (value, request) => {
      const capture = found.get(value);
      return capture !== undefined && capture.since < request ? capture.variable : undefined;
    },
  };
}

function readAnswer({ value, name, source }: Provenance) {
  return source.kind === "answer" ? [{ value, name, step: source.step, from: source.from }] : [];
}
