import type { OpenExamples, StabilizeOptions, StabilizeRules, Trace } from "../index.ts";
import { findProfile } from "./find-profile.ts";
import { type Io, tell } from "./io.ts";
import { isFile } from "./is-file.ts";
import { countOf } from "./output/counts.ts";

/** For commands that record over a trace. */
export const FRESH_OPTION = {
  fresh: { type: "boolean", default: false, describe: "Take all values anew instead of keeping the old examples" },
} as const;

export interface ExampleOptions {
  /** The trace that is about to be written. */
  readonly file: string;
  readonly fresh: boolean;
  /** Flow by which the services are known. */
  readonly flow?: string | undefined;
  readonly rules?: StabilizeRules | undefined;
}

/** The trace that is there already, whose examples are to be kept; undefined without one. Throws a `UserError` where it is none. */
export async function findExamples({ file, fresh, flow, rules }: ExampleOptions): Promise<OpenExamples | undefined> {
  if (!(await isFile(file))) return undefined;
  const { openExamples } = await import("../index.ts");
  const optionsOf = async (previous: Trace): Promise<StabilizeOptions> => ({
    ...rules,
    profile: await findProfile(previous, flow),
  });
  return openExamples(file, optionsOf, { keepsValues: !fresh });
}

/** What a new recording changed: `5 exchanges as before, 1 changed, 2 new`. */
export function describeOutcome({ outcome }: OpenExamples): string {
  if (outcome === undefined) return "";
  const { unchanged, changed, added, removed } = outcome;
  const parts = [
    `${countOf(unchanged, "exchange")} as before`,
    changed > 0 && `${changed} changed`,
    added > 0 && `${added} new`,
    removed > 0 && `${removed} gone`,
  ];
  return parts.filter(Boolean).join(", ");
}

export function tellOutcome(examples: OpenExamples | undefined, io: Io): void {
  if (examples?.outcome !== undefined) tell(io, `${describeOutcome(examples)}.`);
}
