import { UserError } from "../../errors.ts";
import { NothingRecordedError } from "../../record/command/nothing-recorded.ts";
import { writeTrace } from "../../trace/files/file.ts";
import { creator } from "../../trace/model/creator.ts";
import type { Shard } from "../../trace/read-shard.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import type { RecordWalkthroughOptions, RecordedWalkthrough } from "./record-walkthrough.ts";
import { runWalkthrough } from "./run-walkthrough.ts";
import { formatShard, shardFileOf } from "./shard.ts";

/**
 * Records one of several parts of a run, to be gathered with the others. The trace of the walkthrough stays as it is.
 *
 * @throws UserError if the walkthrough runs a flow, which has no parts.
 */
export async function recordShard(
  walkthrough: WalkthroughConfig,
  shard: Shard,
  { fresh: _fresh, accept: _accept, ...surroundings }: RecordWalkthroughOptions,
): Promise<RecordedWalkthrough> {
  const { name, flow, command } = walkthrough;
  if (flow !== undefined) {
    throw new UserError(`${name} runs a flow, which cannot be recorded in shards.`, {
      hint: "Remove --shard: a flow is recorded as a whole.",
    });
  }
  if (command === undefined) return { kind: "nothing-to-run" };
  const file = shardFileOf(name, shard);
  try {
    const run = await runWalkthrough(walkthrough, { ...surroundings, file, shard });
    return { ...run, kind: "recorded", file, changes: undefined };
  } catch (error) {
    if (!isEmpty(error)) throw error;
    // An empty shard is not a missing shard.
    const origin = { format: 1, shard: formatShard(shard), redacted: {} } as const;
    await writeTrace(file, { log: { version: "1.2", creator, entries: [], _wirewalk: origin } });
    return { kind: "recorded", file, changes: undefined, exchanges: 0, unanswered: [], exitCode: 0 };
  }
}

function isEmpty(error: unknown): boolean {
  return error instanceof NothingRecordedError && error.commandExitCode === 0;
}
