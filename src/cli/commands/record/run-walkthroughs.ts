import type { Config } from "../../../project/config/parse.ts";
import { oncePerTrace } from "../../../project/record/once-per-trace.ts";
import { recordWalkthrough } from "../../../project/record/record-walkthrough.ts";
import type { Io } from "../../io.ts";
import { surroundingsOf } from "../../options/surroundings.ts";
import { describeRecorded } from "../../output/describe-recorded.ts";
import { explainError } from "../../output/explain-error.ts";
import { runEach } from "../../output/run-each.ts";

export interface WalkthroughArguments extends Readonly<Record<string, unknown>> {
  readonly fresh: boolean;
  readonly json: boolean;
}

/** `wirewalk record NAME…`; returns the exit code. */
export async function runWalkthroughs(
  project: Config,
  { fresh, json, debug }: WalkthroughArguments,
  io: Io,
): Promise<number> {
  const record = oncePerTrace((one) => recordWalkthrough(one, { ...surroundingsOf(io), fresh }));
  return runEach(project, io, {
    doing: "Recording",
    run: async (walkthrough) => {
      const recorded = await record(walkthrough);
      if ("failure" in recorded && recorded.failure !== undefined) await explainError(recorded.failure, io, false);
      return describeRecorded(walkthrough.name, recorded);
    },
    json,
    isDebugging: debug === true,
  });
}
