import { basename } from "node:path";

import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import { type RunOptions, runCommand } from "../record/command/run-command.ts";
import type { Bypass } from "../record/proxy/bypasses.ts";
import type { Trace } from "../trace/model/types.ts";
import type { ReplayMiss } from "./miss.ts";
import { type ReplayProxyOptions, startReplayProxy } from "./replay-proxy.ts";

export interface ReplayCommandOptions extends ReplayProxyOptions {
  /** Passes the program's output on. @default it has the terminal to itself */
  readonly output?: RunOptions["output"];
}

export interface ReplayedCommand {
  /** The program's; 128 and the number of the signal, where one ended it. */
  readonly exitCode: number;
  /** Requests that the trace has no answer for. */
  readonly misses: readonly ReplayMiss[];
  /** Connections in which nothing could be asked. */
  readonly unanswered: readonly Bypass[];
}

/**
 * Runs an unmodified program against a trace: a proxy answers in the name of every server, by HTTP and by HTTPS. Nothing
 * that it asks leaves this machine. Throws a `UserError` when it cannot be started.
 */
export async function replayCommand(
  trace: Trace,
  argv: readonly string[],
  { output, ...options }: ReplayCommandOptions,
): Promise<ReplayedCommand> {
  const [program] = argv;
  if (program === undefined || program === "") {
    throw new UserError("There is no command to run.", {
      hint: "give it behind `--`: wirewalk replay t.har -- curl …",
    });
  }
  const proxy = await startReplayProxy(trace, options);
  try {
    const { exitCode } = await runCommand(argv, {
      env: proxy.environmentOf(basename(program)),
      ...onlyKnown({ output }),
    });
    return { exitCode, misses: proxy.misses, unanswered: proxy.unanswered };
  } finally {
    await proxy[Symbol.asyncDispose]();
  }
}
