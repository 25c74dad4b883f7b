import type { Config } from "../../../project/config/parse.ts";
import { oncePerTrace } from "../../../project/record/once-per-trace.ts";
import { recordWalkthrough } from "../../../project/record/record-walkthrough.ts";
import type { Io } from "../../io.ts";
import { keepsExamples } from "../../options/example-options.ts";
import { type RedactionArguments, toRedactSettings } from "../../options/redaction-options.ts";
import { surroundingsOf } from "../../options/surroundings.ts";
import { asksToRun, describeRecorded } from "../../output/describe-recorded.ts";
import { explainError } from "../../output/explain-error.ts";
import { runEach } from "../../output/run-each.ts";

export interface WalkthroughArguments extends RedactionArguments {
  readonly names: readonly string[];
  readonly "keep-examples": boolean;
  readonly accept: boolean;
  readonly debug?: unknown;
  readonly fresh: boolean;
  readonly json: boolean;
}

/** `wirewalk record NAME…`; returns the exit code. */
export async function runWalkthroughs(
  project: Config,
  { fresh, accept, json, debug, ...args }: WalkthroughArguments,
  io: Io,
): Promise<number> {
  keepsExamples({ ...args, fresh });
  const isAsked = asksToRun(project, args.names);
  const redact = [toRedactSettings(args)];
  const record = oncePerTrace((one) => recordWalkthrough(one, { ...surroundingsOf(io), fresh, accept, redact }));
  return runEach(project, io, {
    doing: "Recording",
    run: async (walkthrough) => {
      const recorded = await record(walkthrough);
      if ("failure" in recorded && recorded.failure !== undefined) await explainError(recorded.failure, io, false);
      return describeRecorded(walkthrough.name, recorded, isAsked);
    },
    json,
    isDebugging: debug === true,
  });
}
