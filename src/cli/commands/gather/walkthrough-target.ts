import { UserError } from "../../../errors.ts";
import type { FoundSource } from "../../../gather/find-sources.ts";
import { writeGathered } from "../../../gather/gather.ts";
import type { Plan } from "../../../gather/plan.ts";
import type { WalkthroughConfig } from "../../../project/config/parse.ts";
import { findProject } from "../../../project/open-project.ts";
import { isShardFileOf } from "../../../project/record/shard.ts";
import { refuseLeaks } from "../../../redact/scan/gate.ts";
import { findSessionKey } from "../../../redact/session/find-session-key.ts";
import { isFile } from "../../../trace/files/is-file.ts";
import { parseTrace } from "../../../trace/model/parse.ts";
import type { Io } from "../../io.ts";
import { surroundingsOf } from "../../options/surroundings.ts";
import { describeRecorded } from "../../output/describe-recorded.ts";
import { runEach } from "../../output/run-each.ts";

export interface Target {
  readonly places: readonly string[];
  /** The walkthrough whose trace is written. */
  readonly walkthrough?: WalkthroughConfig | undefined;
}

/** The last of the places may be the name of a walkthrough of the project. */
export async function splitWalkthrough(places: readonly string[]): Promise<Target> {
  const name = places.at(-1);
  if (places.length < 2 || name === undefined || (await isFile(name))) return { places };
  const walkthrough = (await findProject())?.walkthroughs.find((one) => one.name === name);
  return walkthrough === undefined ? { places } : { places: places.slice(0, -1), walkthrough };
}

/** The shards of one walkthrough in a directory with the recordings of all jobs; all files if there are no shards. */
export function takeShardsOf(name: string, sources: readonly FoundSource[]): readonly FoundSource[] {
  const own = sources.filter(({ file }) => isShardFileOf(name, file));
  return own.length === 0 ? sources : own;
}

export interface TakeOptions {
  readonly walkthrough: WalkthroughConfig;
  /** Whether the earlier trace is replaced even if calls fail that did not fail before. */
  readonly accept: boolean;
}

/**
 * Writes the trace of a walkthrough as if it had been recorded at once. Returns the exit code.
 *
 * @throws UserError if shards are missing or altered, because an incomplete recording would replace a complete one
 */
export async function takeForWalkthrough(plan: Plan, { walkthrough, accept }: TakeOptions, io: Io): Promise<number> {
  if (plan.shardGaps.length > 0) {
    throw new UserError(`${plan.shardGaps.join(" ")} The trace of ${walkthrough.name} stays as it is.`, {
      hint: "Record them again, or write the existing parts to another file with -o.",
    });
  }
  const { takeGathered } = await import("../../../project/record/take-gathered.ts");
  const text = Array.from(refuseLeaks(writeGathered(plan, findSessionKey(io.env)), () => [])).join("");
  const trace = parseTrace(text, walkthrough.name);
  const project = { file: "wirewalk.config.yaml", walkthroughs: [walkthrough] };
  return runEach(project, io, {
    doing: "Gathering",
    run: async () =>
      describeRecorded(
        walkthrough.name,
        await takeGathered(walkthrough, trace, { ...surroundingsOf(io), accept }),
        true,
      ),
    json: false,
    isDebugging: false,
  });
}
