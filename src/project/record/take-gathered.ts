import { onlyKnown } from "../../json/only-known.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import { writeTrace } from "../../trace/files/file.ts";
import type { CommandOrigin, Origin, Recorder, Trace } from "../../trace/model/types.ts";
import { ownList } from "../../trace/own-list.ts";
import { toShown } from "../../trace/session/to-shown.ts";
import { withoutRecorder } from "../../trace/without-recorder.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { type RecordWalkthroughOptions, type RecordedWalkthrough, replaceTrace } from "./record-walkthrough.ts";
import { exitCodeOf } from "./run-walkthrough.ts";
import { WHOLE, fillInShard } from "./shard.ts";

/** Uses the parts that several jobs recorded as the recording of a walkthrough, as if one job had recorded it. */
export async function takeGathered(
  walkthrough: WalkthroughConfig,
  gathered: Trace,
  options: RecordWalkthroughOptions,
): Promise<RecordedWalkthrough> {
  const recorders = ownList(gathered.log, "recorders");
  const areShards = recorders.length > 0 && recorders.every((one) => shardOf(one) !== undefined);
  const whole = areShards ? joinShards(walkthrough, gathered) : toShown(gathered);
  return replaceTrace(walkthrough, options, async ({ file, adapt = (trace) => trace }) => {
    const trace = adapt(whole);
    await writeTrace(file, trace);
    const exitCode = exitCodeOf(whole);
    return { exchanges: trace.log.entries.length, unanswered: [], exitCode };
  });
}

/** One trace that does not name the job of each part, because its pages must not change with the number of jobs. */
function joinShards({ command }: WalkthroughConfig, gathered: Trace): Trace {
  const { log } = toShown(gathered);
  const { recorders = [], shard: _shard, command: _common, ...origin } = log._wirewalk ?? { format: 1, redacted: {} };
  const shards = recorders.toSorted((a, b) => indexOf(a) - indexOf(b));
  const commands = mapKnown(shards, (one) => saidBy(one)?.command);
  const { comment: _remarks, ...fields } = log;
  return {
    log: {
      ...fields,
      entries: log.entries.map(withoutRecorder),
      _wirewalk: { ...origin, ...onlyKnown({ command: joinCommands(commands, command) }) },
    },
  };
}

/** The metadata that `gather` keeps of a source is the metadata of its trace. */
function saidBy({ log }: Recorder): Partial<Origin> | undefined {
  return log?.["_wirewalk"] as Partial<Origin> | undefined;
}

function shardOf(recorder: Recorder): string | undefined {
  return saidBy(recorder)?.shard;
}

function indexOf(recorder: Recorder): number {
  return Number.parseInt(shardOf(recorder) ?? "", 10) || 0;
}

/** The command, as for a run of the whole, and its output, shard by shard. */
function joinCommands(
  commands: readonly CommandOrigin[],
  configured: readonly string[] = [],
): CommandOrigin | undefined {
  const [first] = commands;
  if (first === undefined) return undefined;
  const whole = fillInShard(configured, WHOLE);
  return {
    ...first,
    argv: first.argv.map((argument, index) =>
      configured[index] === whole[index] ? argument : (whole[index] ?? argument),
    ),
    exitCode: commands.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0,
    stdout: commands.map(({ stdout }) => stdout).join(""),
    stderr: commands.map(({ stderr }) => stderr).join(""),
  };
}
