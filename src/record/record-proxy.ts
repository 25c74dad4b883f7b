import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import { createRedactor } from "../redact/redactor.ts";
import { joinSessionOf } from "../redact/session/join-session.ts";
import { saveOver } from "../trace/files/set-aside.ts";
import { journalFileOf } from "../trace/journal/journal-file.ts";
import { toMissing } from "../trace/missing.ts";
import { learnEnvironment } from "./capture/learn-environment.ts";
import type { Rotation } from "./capture/parts.ts";
import { createRecorder } from "./capture/recorder.ts";
import type { Durability } from "./capture/recording.ts";
import type { Adapt, SaveSummary } from "./capture/save.ts";
import { createTraceContext } from "./capture/trace-context.ts";
import { toExportLines } from "./command/environment.ts";
import { type Network, type NetworkOptions, openNetwork } from "./command/network.ts";
import { guardProcess } from "./command/process-guard.ts";
import { toUnwrittenError } from "./command/unwritten.ts";
import type { Bypass } from "./proxy/bypasses.ts";
import { isLoopback } from "./proxy/listener.ts";
import { type ProxyOptions, type RecordingProxy, type ReverseOptions, startProxy } from "./proxy/proxy.ts";

/** Secrets of `env` are masked wherever they occur. */
export interface RecordProxyOptions extends NetworkOptions {
  /** File of the trace. */
  readonly file: string;
  /** Address to listen on; every address except loopback requires a token. @default "127.0.0.1" */
  readonly host?: string;
  /** Ports of the listeners, in their order; listeners without one get any free port. */
  readonly ports?: readonly number[];
  /** Servers for which to act as reverse proxy, with one listener each. @default none: one forward proxy */
  readonly reverse?: readonly ReverseOptions[];
  /** Participant ID of programs that do not identify themselves. */
  readonly client?: string;
  readonly token?: string;
  /** How an unreachable server appears to programs. @default "502" */
  readonly onFailure?: ProxyOptions["onFailure"];
  /** Longest body kept, in bytes. @default 1048576 */
  readonly bodyLimit?: number;
  /**
   * When a finished exchange is on disk: at the end of its turn of the event loop (in long recordings, soon after), or before anything
   * continues. @default "turn"
   */
  readonly durability?: Durability;
  /** Secrets in addition to those that wirewalk detects by itself. */
  readonly redaction?: RedactionPolicy;
  /** Whether an existing trace is kept under another name, such as `NAME.1.har`. @default false: it is replaced */
  readonly keepsEarlier?: boolean;
  /** Changes the trace before it is written. */
  readonly adapt?: Adapt | undefined;
  /** Saves the recording in parts, such as `app.000001.har`, while it is in progress. @default it is saved as a whole, at its end */
  readonly rotation?: Rotation;
  /** HAR file for an unmasked copy of the recording, including secrets; mode 0600. @default none */
  readonly unsafeRaw?: string;
  /**
   * Adds a `traceparent` header to each request that has none, which changes what the servers get.
   *
   * @default false
   */
  readonly propagates?: boolean;
  /** Called with the journal before anything is recorded, to follow it. @default nothing */
  readonly onJournal?: ((journal: string) => void) | undefined;
  /**
   * Whether this process does nothing else: an uncaught error is then an internal error of the recording, which continues.
   *
   * @default false: the process is the caller's
   */
  readonly ownsProcess?: boolean;
  /** Ends the recording. */
  readonly signal: AbortSignal;
  /** Called once, when all listeners are ready. */
  readonly onReady: (listeners: readonly ProxyListener[]) => void;
}

export interface ProxyListener {
  readonly url: string;
  /** The server of a reverse proxy; absent for a forward proxy. */
  readonly server?: string;
  /** Lines for a shell whose programs are to be recorded; "" for a reverse listener, which needs none. */
  readonly exportLines: string;
}

export interface RecordedPrograms extends SaveSummary {
  /** File of the earlier trace, if it was kept. */
  readonly earlier?: string;
  readonly bypasses: readonly Bypass[];
}

/**
 * Records several programs in one trace, until the signal. Throws a `UserError` if it cannot listen, when nothing was recorded (an older
 * trace stays), or when the trace cannot be written.
 */
export async function recordProxy(options: RecordProxyOptions): Promise<RecordedPrograms> {
  const { file, env, bodyLimit, durability, redaction, unsafeRaw, rotation, signal, onReady } = options;
  const redactor = createRedactor({ policy: joinSessionOf(redaction, env) });
  learnEnvironment(redactor, env);
  const recorder = createRecorder({
    journal: journalFileOf(file),
    redactor,
    ...onlyKnown({
      bodyLimit,
      durability,
      unsafeRaw,
      rotation: rotation && { ...rotation, file, adapt: options.adapt },
    }),
  });
  options.onJournal?.(journalFileOf(file));
  const network = await openNetwork(options);
  const proxies: RecordingProxy[] = [];
  const guard = options.ownsProcess === true ? guardProcess(recorder.fault) : undefined;
  const traceContext = options.propagates === true ? createTraceContext() : undefined;
  try {
    for (const listener of toListeners(options)) {
      proxies.push(await startProxy({ recorder, traceContext, ...listener, ...network.proxyOptions }));
    }
    refuseOwnListeners(options.reverse ?? [], proxies);
    onReady(describeListeners(proxies, network, options));
    await aborted(signal);
    const bypasses = proxies.flatMap((proxy) => proxy.bypasses);
    if (recorder.exchangeCount === 0) throw nothingRecorded();
    const keepsEarlier = options.keepsEarlier && rotation === undefined;
    const saved = await saveOver({ file, keepsEarlier }, () =>
      recorder.save(file, toMissing(bypasses), options.adapt),
    ).catch((error: unknown) => {
      throw toUnwrittenError(error, { journal: journalFileOf(file) });
    });
    return { ...saved, bypasses };
  } catch (error) {
    // A journal with exchanges in it stays: the trace could not be written.
    if (recorder.exchangeCount === 0) await recorder[Symbol.asyncDispose]();
    throw error;
  } finally {
    await Promise.all(proxies.map((proxy) => proxy[Symbol.asyncDispose]()));
    network[Symbol.dispose]();
    guard?.[Symbol.dispose]();
  }
}

type Listener = Omit<ProxyOptions, "recorder">;

function toListeners(options: RecordProxyOptions): readonly Listener[] {
  const { host, client, token, ports = [], reverse = [], onFailure = "502" } = options;
  const common = {
    onFailure,
    ...onlyKnown({ host, client, token }),
  };
  const portOf = (index: number): number => ports[index] ?? 0;
  if (reverse.length === 0) return [{ ...common, port: portOf(0) }];
  return reverse.map((server, index) => Object.assign({}, common, { port: portOf(index), reverse: server }));
}

/** Such a request would go round until the machine has no sockets left. */
function refuseOwnListeners(reverse: readonly ReverseOptions[], proxies: readonly RecordingProxy[]): void {
  const own = reverse.find(({ url }) => {
    const { hostname, port } = new URL(url);
    return isLoopback(hostname) && proxies.some((proxy) => String(proxy.port) === port);
  });
  if (own === undefined) return;
  throw new UserError(`--reverse ${own.url} names a listener of this recording.`, {
    hint: "Give the URL of the server, or listen on another port with --listen.",
  });
}

function describeListeners(
  proxies: readonly RecordingProxy[],
  network: Network,
  { reverse = [], client = "program", env }: RecordProxyOptions,
): readonly ProxyListener[] {
  return proxies.map(({ url, urlFor }, index) => {
    const server = reverse[index]?.url;
    if (server !== undefined) return { url, server, exportLines: "" };
    return { url, exportLines: toExportLines(env, network.settingsFor(urlFor(client))) };
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function nothingRecorded(): UserError {
  return new UserError("Nothing was recorded; no trace was written.", {
    hint: "Set the environment variables printed at the start in the shell of the program. Run `wirewalk doctor -- COMMAND` to check whether it reads them.",
  });
}
