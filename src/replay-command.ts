import { basename } from "node:path";

import { toChildEnvironment } from "./command/environment.ts";
import { type NetworkOptions, openNetwork } from "./command/network.ts";
import { type RunOptions, runCommand } from "./command/run-command.ts";
import { UserError } from "./errors.ts";
import { startProxy } from "./proxy/proxy.ts";
import type { ReplayMiss } from "./replay/miss.ts";
import { type ReplayOptions, replay } from "./replay/server.ts";
import type { Trace } from "./trace/types.ts";

export interface ReplayCommandOptions
  extends Pick<NetworkOptions, "authorityFolder" | "env">, Omit<ReplayOptions, "isBehindProxy" | "port"> {
  /** Passes the program's output on. @default it has the terminal to itself */
  readonly output?: RunOptions["output"];
}

export interface ReplayedCommand {
  /** The program's; 128 and the number of the signal, where one ended it. */
  readonly exitCode: number;
  /** Requests that the trace has no answer for. */
  readonly misses: readonly ReplayMiss[];
}

/**
 * Runs an unmodified program against a trace: a proxy answers in the name of every server, by HTTP and by HTTPS. Nothing
 * that it asks leaves this machine. Throws a `UserError` when it cannot be started.
 */
export async function replayCommand(
  trace: Trace,
  argv: readonly string[],
  { env, authorityFolder, output, ...options }: ReplayCommandOptions,
): Promise<ReplayedCommand> {
  const [program] = argv;
  if (program === undefined || program === "") {
    throw new UserError("There is no command to run.", {
      hint: "give it behind `--`: wirewalk replay t.har -- curl …",
    });
  }
  const server = await replay(trace, { ...options, isBehindProxy: true });
  const network = await openNetwork({ env, ...(authorityFolder !== undefined && { authorityFolder }) });
  const { authority } = network.proxyOptions;
  try {
    const proxy = await startProxy({
      recorder: SILENT,
      upstream: { reroute: server.routeFor },
      ...(authority && { authority }),
    });
    try {
      const childEnv = toChildEnvironment(env, network.settingsFor(proxy.urlFor(basename(program))));
      const { exitCode } = await runCommand(argv, { env: childEnv, ...(output && { output }) });
      return { exitCode, misses: server.misses };
    } finally {
      await proxy[Symbol.asyncDispose]();
    }
  } finally {
    network[Symbol.dispose]();
    await server[Symbol.asyncDispose]();
  }
}

/** Nothing is recorded. */
const SILENT: Parameters<typeof startProxy>[0]["recorder"] = { interceptorFor: () => (dispatch) => dispatch };
