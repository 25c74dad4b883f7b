import { UserError } from "../../errors.ts";

/** For commands that may replace an existing trace. */
export const EXAMPLE_OPTIONS = {
  "keep-examples": {
    type: "boolean",
    default: false,
    describe:
      "Keep example values of the earlier trace if only IDs, times, and the like changed (always on for walkthroughs)",
  },
  fresh: {
    type: "boolean",
    default: false,
    describe: "Replace all example values of the earlier trace; steps keep their names",
  },
} as const;

export interface ExampleArguments {
  readonly "keep-examples": boolean;
  readonly fresh: boolean;
}

/**
 * Whether a single recording keeps examples of the trace that it replaces. The trace then contains values that were not recorded this time.
 */
export function keepsExamples({ "keep-examples": keeps, fresh }: ExampleArguments): boolean {
  if (!keeps || !fresh) return keeps || fresh;
  throw new UserError("--keep-examples cannot be combined with --fresh.", { hint: "Use one of the two." });
}
