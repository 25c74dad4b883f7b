import { basename } from "node:path";

import { learnEnvironment } from "./capture/learn-environment.ts";
import { type Recorder, createRecorder } from "./capture/recorder.ts";
import type { SaveSummary } from "./capture/save.ts";
import { type Environment, toChildEnvironment } from "./command/environment.ts";
import { maskArguments } from "./command/mask-arguments.ts";
import { type NetworkOptions, openNetwork } from "./command/network.ts";
import { nothingRecorded } from "./command/nothing-recorded.ts";
import { type CommandOutcome, type RunOptions, runCommand } from "./command/run-command.ts";
import { maskShownVariables } from "./command/shown-variables.ts";
import { UserError } from "./errors.ts";
import type { Bypass } from "./proxy/bypasses.ts";
import { startProxy } from "./proxy/proxy.ts";
import { type Redactor, createRedactor } from "./redact/redactor.ts";
import { journalFileOf } from "./trace/journal-file.ts";
import type { CommandOrigin } from "./trace/types.ts";

/** The program gets `env` with what leads through the proxy; its secrets are masked wherever they occur. */
export interface RecordCommandOptions extends NetworkOptions {
  /** Where the trace goes. @default the program's base name, in the current folder: `openstack.har` */
  readonly file?: string;
  /** Participant id of the program. @default its base name */
  readonly client?: string;
  /** Passes the program's output on and keeps it in the trace. @default it has the terminal to itself */
  readonly output?: RunOptions["output"];
  /** Port of the proxy, for other programs that are to be recorded too. @default 0: any that is free */
  readonly port?: number;
  /** Longest body kept, in bytes. @default 1048576 */
  readonly bodyLimit?: number;
}

export interface RecordedCommand extends SaveSummary {
  /** The program's; 128 and the number of the signal, where one ended it. */
  readonly exitCode: number;
  /** What went past the recorder. */
  readonly bypasses: readonly Bypass[];
}

/**
 * Runs a program behind a recording proxy and writes what it said on the wire, redacted. Throws a `UserError` when it
 * cannot be started, when nothing of what it did could be recorded (with the program's exit code, if it failed; an older
 * trace stays), or when the trace cannot be written.
 */
export async function recordCommand(argv: readonly string[], options: RecordCommandOptions): Promise<RecordedCommand> {
  const [program] = argv;
  if (program === undefined || program === "") {
    throw new UserError("There is no command to record.", { hint: "give it behind `--`: wirewalk record -- curl …" });
  }
  const { env, bodyLimit, passthrough = [], client = basename(program), file = `${client}.har` } = options;
  const redactor = createRedactor();
  const command = describe(argv, env, redactor);
  const recorder = createRecorder({
    journal: journalFileOf(file),
    redactor,
    origin: { command },
    ...(bodyLimit !== undefined && { bodyLimit }),
  });
  try {
    const { outcome, bypasses } = await runRecorded(argv, { ...options, client, recorder });
    if (recorder.exchangeCount === 0) throw nothingRecorded(argv, { ...outcome, bypasses, passthrough });
    const saved = await recorder.save(file, { command: { ...command, ...outcome } });
    return { ...saved, exitCode: outcome.exitCode, bypasses };
  } catch (error) {
    // A journal with exchanges in it stays: the trace could not be written.
    if (recorder.exchangeCount === 0) await recorder[Symbol.asyncDispose]();
    throw error;
  }
}

/** What is known of the command before it runs; a recording that breaks off has no more. */
function describe(argv: readonly string[], env: Environment, redactor: Redactor): CommandOrigin {
  learnEnvironment(redactor, env);
  const shown = maskShownVariables(env, redactor);
  return { argv: maskArguments(argv, redactor), ...(shown && { env: shown }), exitCode: -1, stdout: "", stderr: "" };
}

interface Run extends RecordCommandOptions {
  readonly client: string;
  readonly recorder: Recorder;
}

interface RunResult {
  readonly outcome: CommandOutcome;
  readonly bypasses: readonly Bypass[];
}

async function runRecorded(argv: readonly string[], run: Run): Promise<RunResult> {
  const { recorder, client, port = 0, env, output } = run;
  const network = await openNetwork(run);
  try {
    const proxy = await startProxy({ recorder, client, port, ...network.proxyOptions });
    try {
      const settings = network.settingsFor(proxy.urlFor(client));
      const outcome = await runCommand(argv, { env: toChildEnvironment(env, settings), ...(output && { output }) });
      return { outcome, bypasses: proxy.bypasses };
    } finally {
      await proxy[Symbol.asyncDispose]();
    }
  } finally {
    network[Symbol.dispose]();
  }
}
