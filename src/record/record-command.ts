import { basename, resolve } from "node:path";

import { UserError } from "../errors.ts";
import { onlyIf } from "../json/only-if.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import type { Redactor } from "../redact/redactor.ts";
import { joinSessionOf } from "../redact/session/join-session.ts";
import { saveOver } from "../trace/files/set-aside.ts";
import { toMissing } from "../trace/missing.ts";
import type { CommandOrigin } from "../trace/model/types.ts";
import { learnEnvironment } from "./capture/learn-environment.ts";
import type { Rotation } from "./capture/parts.ts";
import type { Recorder } from "./capture/recorder.ts";
import type { Durability } from "./capture/recording.ts";
import type { Adapt, SaveSummary } from "./capture/save.ts";
import { createTraceContext } from "./capture/trace-context.ts";
import { type Environment, toChildEnvironment } from "./command/environment.ts";
import { findMarks, type LingerOptions, waitForLeft } from "./command/left-running.ts";
import { maskArguments } from "./command/mask-arguments.ts";
import { type Network, type NetworkOptions, openNetwork } from "./command/network.ts";
import { isRecordableNode } from "./command/node-program.ts";
import { nothingRecorded } from "./command/nothing-recorded.ts";
import { dropOwnCredentials } from "./command/own-credentials.ts";
import { guardProcess } from "./command/process-guard.ts";
import { type CommandRecording, recordByProxy, recordWithNode } from "./command/recording.ts";
import { type CommandOutcome, type RunOptions, runCommand } from "./command/run-command.ts";
import { maskShownVariables } from "./command/shown-variables.ts";
import { type HeldSignals, holdSignals } from "./command/signals.ts";
import { toUnwrittenError } from "./command/unwritten.ts";
import { readUserProxies } from "./command/user-proxies.ts";
import type { Bypass } from "./proxy/bypasses.ts";
import { type ProxyOptions, type RecordingProxy, startProxy } from "./proxy/proxy.ts";
import { type Namespace, openNamespace } from "./transparent/namespace.ts";

/** The program gets `env` with the proxy variables added; secrets in it are masked wherever they occur. */
export interface RecordCommandOptions extends NetworkOptions {
  /** File of the trace. @default the program's base name, in the current directory: `openstack.har` */
  readonly file?: string;
  /** Participant id of the program. @default its base name */
  readonly client?: string;
  /** How an unreachable server appears to the program. @default "reset" */
  readonly onFailure?: ProxyOptions["onFailure"];
  /** Working directory of the program. @default the current directory */
  readonly cwd?: string | undefined;
  /** Passes the program's output on and keeps it in the trace. @default the program is connected to the terminal */
  readonly output?: RunOptions["output"];
  /**
   * Redirects all connections of the program to the recorder, in a separate namespace, which also records programs
   * without proxy support. Linux only; if it is unavailable, the program uses the proxy. @default false
   */
  readonly transparent?: boolean;
  /** How to wait for processes that the program leaves running. @default no waiting: recording ends with the program */
  readonly linger?: LingerOptions;
  /**
   * Whether this process does nothing else: an uncaught error is then an internal error of the recording, which continues.
   *
   * @default false: the process is the caller's
   */
  readonly ownsProcess?: boolean;
  /** Port of the proxy, for other programs that are to be recorded too. @default 0: any free port */
  readonly port?: number;
  /** Longest body kept, in bytes. @default 1048576 */
  readonly bodyLimit?: number;
  /**
   * When a finished exchange is on disk: at the end of its turn of the event loop (in long recordings, soon after), or before anything
   * continues. @default "turn"
   */
  readonly durability?: Durability;
  /** Secrets in addition to those that wirewalk detects by itself. */
  readonly redaction?: RedactionPolicy;
  /** Changes the trace before it is written: see `openExamples`. */
  readonly adapt?: Adapt | undefined;
  /** Whether an existing trace is kept under another name, such as `NAME.1.har`. @default false: it is replaced */
  readonly keepsEarlier?: boolean;
  /**
   * Saves the recording in parts, such as `openstack.000001.har`, while it is in progress. Only the proxy records then, and no earlier
   * examples are kept.
   *
   * @default it is saved as a whole, at its end
   */
  readonly rotation?: Rotation;
  /** The part of a run that this recording is, as stated in the trace: `3/8`. @default the whole run */
  readonly shard?: string;
  /**
   * HAR file for an unmasked copy of the recording, including secrets; mode 0600. Only the proxy records then. @default
   * none
   */
  readonly unsafeRaw?: string;
  /**
   * Adds a `traceparent` header to each request that has none, which changes what the servers get. Only the proxy records then.
   *
   * @default false
   */
  readonly propagates?: boolean;
  /** Called with the journal before the program starts, to follow it. Only the proxy records then. @default nothing */
  readonly onJournal?: ((journal: string) => void) | undefined;
}

export interface RecordedCommand extends SaveSummary {
  /** The program's exit code; 128 plus the number of the signal, if a signal ended it. */
  readonly exitCode: number;
  /** File of the earlier trace, if it was kept. */
  readonly earlier?: string;
  /** Traffic that bypassed the recorder. */
  readonly bypasses: readonly Bypass[];
  /** Why the program's connections were not routed to the recorder, although that was requested. */
  readonly notTransparent?: string;
}

/**
 * Runs a program behind a recording proxy and writes its traffic, redacted. Throws a `UserError` if the program cannot be started, if none
 * of its traffic could be recorded (with the program's exit code, if it failed; an older trace stays), or if the trace cannot be written.
 */
export async function recordCommand(argv: readonly string[], options: RecordCommandOptions): Promise<RecordedCommand> {
  // Not `using`, which Node 22 cannot parse.
  const signals = options.ownsProcess === true ? holdSignals() : undefined;
  try {
    return await recordHeld(argv, { ...options, signals });
  } finally {
    signals?.[Symbol.dispose]();
  }
}

async function recordHeld(argv: readonly string[], options: Held): Promise<RecordedCommand> {
  const [program] = argv;
  if (program === undefined || program === "") {
    throw new UserError("No command to record.", { hint: "Write it after `--`: wirewalk record -- curl …" });
  }
  if (options.transparent === true) refuseUserProxies(options.env);
  const {
    env,
    bodyLimit,
    durability,
    redaction,
    unsafeRaw,
    rotation,
    adapt,
    passthrough = [],
    client = basename(program),
    file = `${client}.har`,
  } = options;
  // Connections that are redirected to the recorder are not recorded from inside as well.
  const isInside =
    unsafeRaw === undefined &&
    rotation === undefined &&
    options.onJournal === undefined &&
    options.propagates !== true &&
    options.transparent !== true &&
    (await isRecordableNode(locate(program, options.cwd), env));
  const record = isInside ? recordWithNode : recordByProxy;
  const recording = record(file, joinSessionOf(redaction, env));
  const command = describe(argv, env, recording.redactor);
  const shard = onlyKnown({ shard: options.shard });
  const recorder = recording.open({
    origin: { command, ...shard },
    ...onlyKnown({ bodyLimit, durability, unsafeRaw, rotation: rotation && { ...rotation, file, adapt } }),
  });
  options.onJournal?.(recording.journal);
  const guard = options.ownsProcess === true ? guardProcess(recorder.fault) : undefined;
  const run = runRecorded(argv, { ...options, client, recorder, recording });
  const { outcome, bypasses, notTransparent } = await run.finally(() => guard?.[Symbol.dispose]());
  const keepsEarlier = options.keepsEarlier && rotation === undefined;
  const origin = { command: { ...command, ...outcome }, ...shard, ...toMissing(bypasses) };
  const saved = await saveOver({ file, keepsEarlier }, () => recording.save(recorder, file, { origin, adapt })).catch(
    (error: unknown) => {
      throw toUnwrittenError(error, { journal: recording.journal, exitCode: outcome.exitCode });
    },
  );
  if (saved.exchanges === 0) throw nothingRecorded(argv, { ...outcome, bypasses, passthrough });
  return { ...saved, exitCode: outcome.exitCode, bypasses, ...onlyKnown({ notTransparent }) };
}

/** Such a program uses that proxy itself, and the servers behind it could not be distinguished from it. */
function refuseUserProxies(env: Environment): void {
  const { http, https, none } = readUserProxies(env);
  if (!(http || https) || none?.trim() === "*") return;
  throw new UserError("Your environment names a proxy, and traffic through it cannot be recorded transparently.", {
    hint: "Remove `--transparent` to record through your proxy, or unset http_proxy, https_proxy, and the like.",
  });
}

/** A relative path of a program is resolved from its working directory; a bare name is looked up in PATH. */
function locate(program: string, cwd = "."): string {
  return program.includes("/") ? resolve(cwd, program) : program;
}

/** What is known about the command before it runs; an interrupted recording has no more. */
function describe(argv: readonly string[], env: Environment, redactor: Redactor): CommandOrigin {
  learnEnvironment(redactor, env);
  const shown = maskShownVariables(env, redactor);
  return { argv: maskArguments(argv, redactor), ...onlyKnown({ env: shown }), exitCode: -1, stdout: "", stderr: "" };
}

interface Held extends RecordCommandOptions {
  readonly signals: HeldSignals | undefined;
}

interface Run extends Held {
  readonly client: string;
  readonly recorder: Recorder;
  readonly recording: CommandRecording;
}

interface RunResult {
  readonly outcome: CommandOutcome;
  readonly bypasses: readonly Bypass[];
  /** Why the program was not run in a namespace, although that was requested. */
  readonly notTransparent: string | undefined;
}

async function runRecorded(argv: readonly string[], run: Run): Promise<RunResult> {
  try {
    const network = await openNetwork(run);
    try {
      return await runBehindProxy(argv, network, run);
    } finally {
      network[Symbol.dispose]();
    }
  } catch (error) {
    // The command has not run.
    await run.recording.discard(run.recorder);
    throw error;
  }
}

async function runBehindProxy(argv: readonly string[], network: Network, run: Run): Promise<RunResult> {
  const { recorder, recording, client, durability, signals, port = 0, env, cwd, output, onFailure = "reset" } = run;
  const traceContext = run.propagates === true ? createTraceContext() : undefined;
  const proxy = await startProxy({ recorder, client, port, onFailure, traceContext, ...network.proxyOptions });
  const led = run.transparent === true ? await leadTo(proxy) : undefined;
  const isLed = led !== undefined && "enter" in led;
  try {
    const joining = recording.environment({ env, client, proxyPort: proxy.port, durability });
    const settings = network.settingsFor(isLed ? undefined : proxy.urlFor(client));
    const childEnv = { ...toChildEnvironment(env, settings), ...joining };
    const { linger } = run;
    const ran = await runCommand(isLed ? led.enter(argv) : argv, {
      env: childEnv,
      signals,
      ...onlyKnown({ cwd, output, afterEnd: linger && (() => waitForLeft(findMarks(childEnv, env), linger)) }),
    });
    const stdout = dropOwnCredentials(ran.stdout, settings);
    const outcome = { ...ran, stdout, stderr: dropOwnCredentials(ran.stderr, settings) };
    const bypasses = [...proxy.bypasses, ...(isLed ? listLost(led) : [])];
    return { outcome, bypasses, notTransparent: led === undefined || isLed ? undefined : led.why };
  } finally {
    if (isLed) led[Symbol.dispose]();
    await proxy[Symbol.asyncDispose]();
  }
}

function listLost({ unknown }: Namespace): readonly Bypass[] {
  return unknown === 0 ? [] : [{ host: "a server", reason: "unknown which", count: unknown }];
}

/** A namespace whose connections the proxy accepts, or the reason why there is none. */
async function leadTo(proxy: RecordingProxy): Promise<Namespace | { readonly why: string }> {
  return openNamespace({
    onConnection: ({ socket, target, name, isInside, connectInside }) =>
      proxy.lead(socket, { address: target, name, ...onlyIf(isInside, { open: connectInside }) }),
  });
}
