import { onlyKnown } from "../json/only-known.ts";
import { toChildEnvironment, toExportLines } from "../record/command/environment.ts";
import { type NetworkOptions, openNetwork } from "../record/command/network.ts";
import type { Bypass } from "../record/proxy/bypasses.ts";
import { type RecordingProxy, startProxy } from "../record/proxy/proxy.ts";
import type { Trace } from "../trace/model/types.ts";
import type { ReplayMiss } from "./miss.ts";
import type { Place } from "./places.ts";
import { type ReplayOptions, replay } from "./server.ts";

export interface ReplayProxyOptions
  extends Pick<NetworkOptions, "authorityFolder" | "env">, Omit<ReplayOptions, "authority" | "isBehindProxy"> {}

/** A proxy that serves a trace in place of every server. Released by `Symbol.asyncDispose`. */
export interface ReplayProxy extends AsyncDisposable, Pick<RecordingProxy, "lead" | "port" | "take"> {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  /** Lines that lead the programs of a POSIX shell here. */
  readonly exportLines: string;
  /** The environment for a program of this name that is to use the replay. */
  readonly environmentOf: (program: string) => Record<string, string>;
  /** Whether anything was recorded at this origin. */
  readonly isRecorded: (origin: string) => boolean;
  /** Servers, as `host:port`, that refused every connection when it was recorded. */
  readonly refused: readonly string[];
  /** Every server that was connected to, or was to be; each once. */
  readonly places: readonly Place[];
  /** Names of servers that were never found when it was recorded. */
  readonly unknownNames: readonly string[];
  /** Unmatched requests until now. */
  readonly misses: readonly ReplayMiss[];
  /** Responses to requests that differed from the recorded ones, in words. */
  readonly notes: readonly string[];
  /** Connections until now without a possible request: not HTTP, or a client that does not trust the CA. */
  readonly unanswered: readonly Bypass[];
}

/**
 * Starts a proxy that serves a trace over HTTP, and over HTTPS with certificates of the user's own CA. No request leaves this machine: a
 * request that was not recorded gets 501, whatever server it was meant for.
 *
 * @throws UserError if the trace has no HTTP exchange, or the port is taken
 */
export async function startReplayProxy(
  trace: Trace,
  { env, authorityFolder, port = 0, ...options }: ReplayProxyOptions,
): Promise<ReplayProxy> {
  const server = await replay(trace, { ...options, isBehindProxy: true });
  const network = await openNetwork({ env, ...onlyKnown({ authorityFolder }) }).catch(async (error: unknown) => {
    await server[Symbol.asyncDispose]();
    throw error;
  });
  const end = async (): Promise<void> => {
    network[Symbol.dispose]();
    await server[Symbol.asyncDispose]();
  };
  try {
    const { authority } = network.proxyOptions;
    const upstream = { reroute: server.routeFor, speaksHttp2: server.speaksHttp2, failureOf: server.failureOf };
    const proxy = await startProxy({ port, upstream, ...onlyKnown({ authority }) });
    return {
      url: proxy.url,
      port: proxy.port,
      lead: proxy.lead,
      take: proxy.take,
      isRecorded: (origin) => server.origins.has(origin),
      refused: server.refused,
      places: server.places,
      unknownNames: server.unknownNames,
      exportLines: toExportLines(env, network.settingsFor(proxy.url)),
      environmentOf: (program) => toChildEnvironment(env, network.settingsFor(proxy.urlFor(program))),
      misses: server.misses,
      notes: server.notes,
      get unanswered() {
        return proxy.bypasses;
      },
      [Symbol.asyncDispose]: async () => {
        await proxy[Symbol.asyncDispose]();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
