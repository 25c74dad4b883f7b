import { basename } from "node:path";

import { learnEnvironment } from "./capture/learn-environment.ts";
import { type Recorder, createRecorder } from "./capture/recorder.ts";
import type { SaveSummary } from "./capture/save.ts";
import { readTrustedRoots } from "./certificates/trusted-roots.ts";
import { type Environment, toChildEnvironment } from "./command/environment.ts";
import { type Https, openHttps } from "./command/https.ts";
import { maskArguments } from "./command/mask-arguments.ts";
import { nothingRecorded } from "./command/nothing-recorded.ts";
import { type CommandOutcome, type RunOptions, runCommand } from "./command/run-command.ts";
import { maskShownVariables } from "./command/shown-variables.ts";
import { readUserProxies } from "./command/user-proxies.ts";
import { UserError } from "./errors.ts";
import type { Bypass } from "./proxy/bypasses.ts";
import { isExempt } from "./proxy/no-proxy.ts";
import { type ProxyOptions, type RecordingProxy, startProxy } from "./proxy/proxy.ts";
import { type Redactor, createRedactor } from "./redact/redactor.ts";
import { journalFileOf } from "./trace/journal-file.ts";
import type { CommandOrigin } from "./trace/types.ts";

export interface RecordCommandOptions {
  /** The user's environment; the program gets it with what leads through the proxy. Its secrets are masked wherever they occur. */
  readonly env: Environment;
  /** Where the trace goes. @default the program's base name, in the current folder: `openstack.har` */
  readonly file?: string;
  /** Participant id of the program. @default its base name */
  readonly client?: string;
  /** Passes the program's output on and keeps it in the trace. @default it has the terminal to itself */
  readonly output?: RunOptions["output"];
  /** Folder of the user's certificate authority, which is made on first use. @default HTTPS is passed on unread */
  readonly authorityFolder?: string;
  /** Hosts whose traffic is passed on unread, as NO_PROXY lists them. @default none */
  readonly passthrough?: readonly string[];
  /** PEM file of authorities that servers' certificates are checked with, besides those of the system. */
  readonly cacert?: string;
  /** Hosts whose certificates are not checked, as NO_PROXY lists them. @default none */
  readonly insecure?: readonly string[];
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
  const { env, cacert, bodyLimit, client = basename(program), file = `${client}.har` } = options;
  const redactor = createRedactor();
  const command = describe(argv, env, redactor);
  const roots = readTrustedRoots({ env, ...(cacert !== undefined && { files: [cacert] }) });
  const recorder = createRecorder({
    journal: journalFileOf(file),
    redactor,
    origin: { command },
    ...(bodyLimit !== undefined && { bodyLimit }),
  });
  try {
    const { outcome, bypasses } = await runRecorded(argv, { ...options, client, recorder, roots });
    if (recorder.exchangeCount === 0) throw nothingRecorded(argv, { ...outcome, bypasses });
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
  /** PEM, of the authorities that servers' certificates are checked with. */
  readonly roots: readonly string[];
}

interface RunResult {
  readonly outcome: CommandOutcome;
  readonly bypasses: readonly Bypass[];
}

async function runRecorded(argv: readonly string[], run: Run): Promise<RunResult> {
  const { authorityFolder, env, roots } = run;
  const https = authorityFolder === undefined ? undefined : await openHttps({ authorityFolder, roots, env });
  try {
    const proxy = await startProxy(toProxyOptions(run, https));
    try {
      return { outcome: await runBehind(proxy, argv, { ...run, https }), bypasses: proxy.bypasses };
    } finally {
      await proxy[Symbol.asyncDispose]();
    }
  } finally {
    https?.[Symbol.dispose]();
  }
}

function toProxyOptions(run: Run, https: Https | undefined): ProxyOptions {
  const { recorder, client, roots, env, passthrough = [], insecure = [] } = run;
  return {
    recorder,
    client,
    isPassedThrough: (host) => isListed(host, passthrough),
    upstream: { ca: roots, isInsecure: (host) => isListed(host, insecure), proxies: readUserProxies(env) },
    ...(https && { authority: https.authority }),
  };
}

/** @param host with its port: `cloud.example:443` */
function isListed(host: string, list: readonly string[]): boolean {
  return list.length > 0 && isExempt(`https://${host}`, list.join(","));
}

async function runBehind(
  proxy: RecordingProxy,
  argv: readonly string[],
  { env, client, passthrough = [], https, output }: Run & { readonly https: Https | undefined },
): Promise<CommandOutcome> {
  const { http, https: secure } = readUserProxies(env);
  // Who needs a proxy of the user's own cannot go past ours.
  const direct = http || secure ? [] : passthrough;
  const settings = { proxyUrl: proxy.urlFor(client), passthrough: direct, ...(https && { trust: https.trust }) };
  return runCommand(argv, { env: toChildEnvironment(env, settings), ...(output && { output }) });
}
