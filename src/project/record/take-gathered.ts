import { onlyKnown } from "../../json/only-known.ts";
import { writeTrace } from "../../trace/files/file.ts";
import type { CommandOrigin, Entry, Trace } from "../../trace/model/types.ts";
import { toShown } from "../../trace/session/to-shown.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import { type RecordWalkthroughOptions, type RecordedWalkthrough, replaceTrace } from "./record-walkthrough.ts";
import { WHOLE, fillInShard } from "./shard.ts";

/** Takes what several jobs recorded of a walkthrough for its recording, as if one had recorded it. */
export async function takeGathered(
  walkthrough: WalkthroughConfig,
  gathered: Trace,
  options: RecordWalkthroughOptions,
): Promise<RecordedWalkthrough> {
  const whole = joinShards(walkthrough, gathered);
  return replaceTrace(walkthrough, options, async ({ file, adapt = (trace) => trace }) => {
    const trace = adapt(whole);
    await writeTrace(file, trace);
    const exitCode = whole.log._wirewalk?.command?.exitCode ?? 0;
    return { exchanges: trace.log.entries.length, unanswered: [], exitCode };
  });
}

/** One trace without a word of who recorded which part of it: its pages must not change with the number of jobs. */
function joinShards({ command }: WalkthroughConfig, gathered: Trace): Trace {
  const { log } = toShown(gathered);
  const { recorders = [], shard: _shard, command: _common, ...origin } = log._wirewalk ?? { format: 1, redacted: {} };
  // What gather keeps of a source is what parts of a trace say of themselves.
  const shards = (recorders as readonly RecorderLog[]).toSorted((a, b) => indexOf(a) - indexOf(b));
  const commands = shards.flatMap((one) => one.log?._wirewalk?.command ?? []);
  const { comment: _remarks, ...fields } = log;
  return {
    log: {
      ...fields,
      entries: log.entries.map(withoutRecorder),
      _wirewalk: { ...origin, ...onlyKnown({ command: joinCommands(commands, command) }) },
    },
  };
}

interface RecorderLog {
  readonly log?: { readonly _wirewalk?: { readonly shard?: string; readonly command?: CommandOrigin } };
}

function indexOf({ log }: RecorderLog): number {
  return Number.parseInt(log?._wirewalk?.shard ?? "", 10) || 0;
}

function withoutRecorder({ _recorder, _twinOf, _twinBy, ...entry }: Entry): Entry {
  return entry;
}

/** What was run, as a run of the whole is called; what it printed, shard by shard. */
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
