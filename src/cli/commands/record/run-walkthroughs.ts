import type { Config } from "../../../project/config/parse.ts";
import { oncePerTrace } from "../../../project/record/once-per-trace.ts";
import { recordShard } from "../../../project/record/record-shard.ts";
import { recordWalkthrough } from "../../../project/record/record-walkthrough.ts";
import { parseShard } from "../../../project/record/shard.ts";
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
  readonly shard?: string | undefined;
}

/** `wirewalk record NAME…`; returns the exit code. */
export async function runWalkthroughs(
  project: Config,
  { fresh, accept, json, debug, shard, ...args }: WalkthroughArguments,
  io: Io,
): Promise<number> {
  keepsExamples({ ...args, fresh });
  const isAsked = asksToRun(project, args.names);
  const redact = [toRedactSettings(args)];
  const part = shard === undefined ? undefined : parseShard(shard);
  const options = { ...surroundingsOf(io), fresh, accept, redact };
  const record = oncePerTrace((one) =>
    part === undefined ? recordWalkthrough(one, options) : recordShard(one, part, options),
  );
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
