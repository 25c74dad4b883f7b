import { basename } from "node:path";

import { learnEnvironment } from "./capture/learn-environment.ts";
import { createRecorder } from "./capture/recorder.ts";
import type { SaveSummary } from "./capture/save.ts";
import { type Environment, toChildEnvironment } from "./command/environment.ts";
import { maskArguments } from "./command/mask-arguments.ts";
import { nothingRecorded } from "./command/nothing-recorded.ts";
import { type CommandOutcome, type RunOptions, runCommand } from "./command/run-command.ts";
import { maskShownVariables } from "./command/shown-variables.ts";
import { readTrustedAuthorities, readUserProxies } from "./command/user-network.ts";
import type { TrustFiles } from "./command/variables.ts";
import { UserError } from "./errors.ts";
import type { Bypass } from "./proxy/bypasses.ts";
import type { CertificateSource } from "./proxy/connect.ts";
import { isExempt } from "./proxy/no-proxy.ts";
import { type RecordingProxy, startProxy } from "./proxy/proxy.ts";
import type { UpstreamOptions } from "./proxy/upstream.ts";
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
  /** What reads HTTPS, and the files by which the program comes to trust that. @default HTTPS is passed on unread */
  readonly https?: { readonly authority: CertificateSource; readonly trust: TrustFiles };
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
  const { env, bodyLimit, client = basename(program), file = `${client}.har` } = options;
  const redactor = createRedactor();
  const command = describe(argv, env, redactor);
  const upstream = await toUpstream(options);
  const recorder = createRecorder({
    journal: journalFileOf(file),
    redactor,
    origin: { command },
    ...(bodyLimit !== undefined && { bodyLimit }),
  });
  try {
    const proxy = await startProxy({ recorder, client, upstream, ...toProxyOptions(options) });
    const outcome = await runBehind(proxy, argv, { ...options, client });
    const { bypasses } = proxy;
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

async function toUpstream({ env, cacert, insecure = [] }: RecordCommandOptions): Promise<UpstreamOptions> {
  return {
    ca: await readTrustedAuthorities(env, cacert),
    isInsecure: (host) => isListed(host, insecure),
    proxies: readUserProxies(env),
  };
}

function toProxyOptions({ https, passthrough = [] }: RecordCommandOptions) {
  return {
    isPassedThrough: (host: string) => isListed(host, passthrough),
    ...(https && { authority: https.authority }),
  };
}

/** @param host with its port: `cloud.example:443` */
function isListed(host: string, list: readonly string[]): boolean {
  return list.length > 0 && isExempt(`https://${host}`, list.join(","));
}

interface Run extends RecordCommandOptions {
  readonly client: string;
}

async function runBehind(
  proxy: RecordingProxy,
  argv: readonly string[],
  { env, client, passthrough = [], https, output }: Run,
): Promise<CommandOutcome> {
  const { http, https: secure } = readUserProxies(env);
  // Who needs a proxy of the user's own cannot go past ours.
  const direct = http || secure ? [] : passthrough;
  const settings = { proxyUrl: proxy.urlFor(client), passthrough: direct, ...(https && { trust: https.trust }) };
  try {
    return await runCommand(argv, { env: toChildEnvironment(env, settings), ...(output && { output }) });
  } finally {
    await proxy[Symbol.asyncDispose]();
  }
}
