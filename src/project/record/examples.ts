import { type Io, tell } from "../../cli/io.ts";
import { countOf } from "../../cli/output/counts.ts";
import type { StabilizeRules } from "../../compare/rules.ts";
import { openExamples, type OpenExamples } from "../../stabilize/open-examples.ts";
import type { StabilizeOptions } from "../../stabilize/stabilize.ts";
import { isFile } from "../../trace/files/is-file.ts";
import type { Trace } from "../../trace/model/types.ts";
import { findProfile } from "../find-profile.ts";

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
