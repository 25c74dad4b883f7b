import { basename } from "node:path";

import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import { findMarks, type LingerOptions, waitForLeft } from "../record/command/left-running.ts";
import { isRecordableNode } from "../record/command/node-program.ts";
import { type RunOptions, runCommand } from "../record/command/run-command.ts";
import { refuseUnstartable } from "../record/command/start-error.ts";
import type { Bypass } from "../record/proxy/bypasses.ts";
import { toReplayEnvironment } from "../record/register/settings.ts";
import type { Namespace } from "../record/transparent/namespace.ts";
import { findServerSockets } from "../record/transparent/server-sockets.ts";
import type { Trace } from "../trace/model/types.ts";
import { type OpenDoors, openDoors } from "./doors.ts";
import { isolate } from "./isolation/isolate.ts";
import type { ReplayMiss } from "./miss.ts";
import { type ReplayProxy, type ReplayProxyOptions, startReplayProxy } from "./replay-proxy.ts";

export interface ReplayCommandOptions extends ReplayProxyOptions {
  /** Passes the program's output on. @default the program is connected to the terminal */
  readonly output?: RunOptions["output"];
  /**
   * Whether the program has no network except the replay (Linux). Without isolation, clients that ignore the proxy
   * variables reach real servers. @default true
   */
  readonly isIsolated?: boolean;
  /** Waits for processes that the program leaves running. @default they lose the replay when the program ends */
  readonly linger?: LingerOptions;
}

export interface ReplayedCommand {
  /** The program's exit code; 128 plus the number of the signal, if a signal ended it. */
  readonly exitCode: number;
  /** Unmatched requests. */
  readonly misses: readonly ReplayMiss[];
  /** Descriptions of responses to requests that differed from the recorded ones. */
  readonly notes: readonly string[];
  /** Connections that could not carry a request. */
  readonly unanswered: readonly Bypass[];
}

/**
 * Runs an unmodified program against a trace, which replaces every server, over HTTP and HTTPS. The program has no network except the
 * replay, so that none of its requests leaves this machine. If isolation was declined, a Node program redirects its connections to the
 * replay by itself.
 *
 * @throws UserError if it cannot be started, or cannot be isolated and that was not declined
 */
export async function replayCommand(
  trace: Trace,
  argv: readonly string[],
  { output, isIsolated = true, linger, ...options }: ReplayCommandOptions,
): Promise<ReplayedCommand> {
  const [program] = argv;
  if (program === undefined || program === "") {
    throw new UserError("No command to run.", {
      hint: "Write it after `--`: wirewalk replay t.har -- curl …",
    });
  }
  const proxy = await startReplayProxy(trace, options);
  let namespace: Namespace | undefined;
  let doors: OpenDoors | undefined;
  try {
    if (isIsolated) {
      refuseUnstartable(program, options.env);
      namespace = await openIsolation(proxy, await findServerSockets(options.env));
    } else if (await isRecordableNode(program, options.env)) doors = await openDoors(proxy);
    const env = proxy.environmentOf(basename(program));
    const { exitCode } = await runCommand(namespace?.enter(argv) ?? argv, {
      env: { ...env, ...(doors === undefined ? {} : toReplayEnvironment(doors.map, env)) },
      ...onlyKnown({ output, afterEnd: linger && (() => waitForLeft(findMarks(env, options.env), linger)) }),
    });
    return { exitCode, misses: proxy.misses, notes: proxy.notes, unanswered: proxy.unanswered };
  } finally {
    namespace?.[Symbol.dispose]();
    await doors?.[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
  }
}

async function openIsolation(proxy: ReplayProxy, hidden: readonly string[]): Promise<Namespace> {
  const namespace = await isolate(proxy, hidden);
  if ("enter" in namespace) return namespace;
  throw new UserError(`The program cannot be isolated from the network: ${namespace.why}.`, {
    hint: "Pass --no-isolation to run it anyway; clients that ignore the proxy variables then reach real servers.",
  });
}
