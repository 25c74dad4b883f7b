import { UserError } from "../errors.ts";
import { readTrace } from "../trace/files/file.ts";
import type { Trace } from "../trace/model/types.ts";
import { keepStepIds } from "./keep-step-ids.ts";
import { type StabilizeOptions, type Stabilized, stabilize } from "./stabilize.ts";

/** The earlier recording whose example values a new one keeps. */
export interface OpenExamples {
  readonly previous: Trace;
  /** For the `adapt` option of a recording: returns the trace to write. */
  readonly adapt: (recorded: Trace) => Trace;
  /**
   * How the new recording differs from the earlier one; undefined before `adapt` is called, and if no example is kept.
   */
  readonly outcome: Omit<Stabilized, "trace"> | undefined;
}

export interface ExampleChoice {
  /**
   * Whether example values are kept. Step IDs are always kept, because pages identify their steps by them. @default
   * true
   */
  readonly keepsValues?: boolean;
}

/**
 * Reads the trace that is about to be replaced, before anything is recorded.
 *
 * @throws UserError if the file is not a trace, because it would be lost.
 */
export async function openExamples(
  file: string,
  optionsOf: (previous: Trace) => Promise<StabilizeOptions>,
  { keepsValues = true }: ExampleChoice = {},
): Promise<OpenExamples> {
  const previous = await readPrevious(file);
  const options = await optionsOf(previous);
  let outcome: OpenExamples["outcome"];
  return {
    previous,
    adapt: (recorded) => {
      if (!keepsValues) return keepStepIds(recorded, previous, options.profile);
      const { trace, ...counts } = stabilize(recorded, previous, options);
      outcome = counts;
      return trace;
    },
    get outcome() {
      return outcome;
    },
  };
}

async function readPrevious(file: string): Promise<Trace> {
  try {
    return await readTrace(file);
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw new UserError(`"${file}" exists and is not a trace. Nothing was recorded. ${cause.message}`, {
      hint: "Choose another file with -o, or remove that one.",
      cause,
    });
  }
}
