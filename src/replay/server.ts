import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { Authority } from "../record/certificates/authority.ts";
import type { ServerCredentials } from "../record/certificates/create-credentials.ts";
import { knownAt } from "../sequence/known-at.ts";
import { urlPart } from "../sequence/url-part.ts";
import type { Trace } from "../trace/model/types.ts";
import { createBook } from "./book.ts";
import { toHttpUrl, toSocketOrigin } from "./call.ts";
import { type FindFailure, createConnectionFailures } from "./connection-failures.ts";
import { forgetHosts } from "./forget-hosts.ts";
import { toHttp1Visitor } from "./http1-visitor.ts";
import { toHttp2Visitor } from "./http2/visitor.ts";
import { LOOPBACK_HOSTS, type Speech, closeListeners, openListeners } from "./listeners.ts";
import { type MatchOptions, readMatchRules } from "./match-rules.ts";
import type { ReplayMiss } from "./miss.ts";
import { createTimeMover } from "./move-times.ts";
import type { Place } from "./places.ts";
import { surveyTrace } from "./survey.ts";
import { findUnknownNames } from "./unknown-names.ts";
import { answerVisit } from "./visit.ts";
import type { Visitor } from "./visitor.ts";
import { type Upgrade, takeUpgrades } from "./websocket/take-upgrades.ts";

export interface ReplayOptions extends MatchOptions {
  /** Port of the first recorded origin; the others take the ports after it. 0 lets the system choose. @default 0 */
  readonly port?: number;
  /**
   * The CA of the replay: what was recorded over HTTPS is served over HTTPS at `https://127.0.0.1:PORT`, for clients that trust
   * `authority.certificate`. Not behind a proxy, which speaks TLS with clients itself. @default everything is served over HTTP
   */
  readonly authority?: Pick<Authority, "credentialsFor">;
  /** Whether a proxy routes clients here, which know the recorded origins only: these stay in the responses. @default false */
  readonly isBehindProxy?: boolean;
  /**
   * Whether the recorded names are returned even if the client chose its own. By default a client that creates `b`,
   * where `a` was recorded, gets `b` back and may request it. @default false
   */
  readonly isStrict?: boolean;
  /**
   * Whether dates in responses stay as recorded. By default, dates that were in the future then are as far in the future now. @default
   * false
   */
  readonly freezesTime?: boolean;
  /** What is sent if a body is not in the trace: 502 with the reason, or the recorded response without it. @default "502" */
  readonly missingBodies?: "502" | "empty";
  /** Milliseconds since 1970. @default the system's clock */
  readonly now?: () => number;
  /** Speed of streams, as a multiple of the recorded speed; Infinity sends all chunks at once. @default Infinity */
  readonly speed?: number;
  /** Milliseconds before each response. @default 0 */
  readonly latency?: number;
  /**
   * Milliseconds that a client waits in vain where the recorded one gave up, beyond twice the recorded time, until its connection is
   * closed. @default 5000
   */
  readonly patience?: number;
  /** Refuses every Nth request with 503, for tests of retries. @default none */
  readonly failEvery?: number;
  /** Called for each unmatched request when it arrives. */
  readonly onMiss?: (miss: ReplayMiss) => void;
}

/** Loopback listeners that serve a trace, one for each recorded origin. Released by `Symbol.asyncDispose`. */
export interface ReplayServer extends AsyncDisposable {
  /** Recorded origin → where it is served now: `https://cloud.example` → `http://127.0.0.1:40123`. */
  readonly origins: ReadonlyMap<string, string>;
  /** Returns the replay's URL for a recorded URL. Throws a `UserError` if nothing was recorded at its origin. */
  readonly urlFor: (recordedUrl: string) => string;
  /** Where a proxy has to send requests for an origin, recorded or not. */
  readonly routeFor: (origin: string) => string;
  /** Whether it spoke HTTP/2. */
  readonly speaksHttp2: (origin: string) => boolean;
  /** How a proxy has to fail the next connection to `host:port`, as it did when it was recorded; undefined if it succeeds. */
  readonly failureOf: FindFailure;
  /** Servers, as `host:port`, that refused every connection. */
  readonly refused: readonly string[];
  /** Every server that was connected to, or was to be; each once. */
  readonly places: readonly Place[];
  /** Names of servers that were never found when it was recorded. */
  readonly unknownNames: readonly string[];
  /** Unmatched requests until now. */
  readonly misses: readonly ReplayMiss[];
  /** Responses until now to requests that differed from the recorded ones, in words. */
  readonly notes: readonly string[];
}

/**
 * Serves responses from a trace by origin, method, path and query (in any order). A repeated request gets the next recorded response; the
 * last one repeats. Aliases of secrets match any value, and of several requests that differ in their bodies alone each gets its own
 * response. A request that was not recorded gets 501 and the name of the closest exchange.
 *
 * Bodies are sent decoded, so Content-Encoding is removed and Content-Length is that of the decoded body. Recorded origins in headers and
 * text bodies become those of the replay. If no response was recorded, the connection ends.
 *
 * @throws UserError if the trace has no HTTP exchange, or a port is taken
 */
export async function replay(trace: Trace, options: ReplayOptions = {}): Promise<ReplayServer> {
  const rules = readMatchRules(options);
  const { recorded, names, places, connections, hasConversation, ofHttp2, early } = surveyTrace(trace);
  const failures = createConnectionFailures(connections);
  const { isBehindProxy = false, port = 0 } = options;
  const credentials = chooseCredentials(names, options);
  const speeches = names.map((name, index): Speech => {
    return { credentials: credentials[index], prefersHttp2: ofHttp2.has(name) };
  });
  const listeners = await openListeners([...speeches, ...(isBehindProxy ? [FOR_ANY_OTHER] : [])], port);
  const origins = new Map(names.map((name, index) => [name, knownAt(listeners, index).origin]));
  const now = options.now ?? Date.now;
  const book = createBook(forgetHosts(recorded, origins), {
    origins: isBehindProxy ? new Map() : origins,
    isStrict: options.isStrict ?? false,
    rules,
    sendsEmpty: options.missingBodies === "empty",
    failures,
    early,
    times: createTimeMover(options.freezesTime === true ? undefined : now),
    now,
    typed: trace.log._wirewalk?.command?.argv.slice(1) ?? [],
    onMiss: options.onMiss,
  });
  const manner = {
    speed: options.speed ?? Infinity,
    latency: options.latency ?? 0,
    patience: options.patience ?? PATIENCE,
    fails: everyNth(options.failEvery),
  };
  for (const [index, { http1, http2 }] of listeners.entries()) {
    const origin = names[index];
    const hosts = new Set(origin === undefined ? [] : names.map((name) => new URL(name).hostname));
    const surroundings = { origin, hosts, manner };
    const answer = (visitor: Visitor, upgrade?: Upgrade): void =>
      void answerVisit(book, { ...surroundings, visitor, ...onlyKnown({ upgrade }) });
    http1.on("request", (request, response) => answer(toHttp1Visitor(request, response)));
    http2.on("stream", (stream, headers) => answer(toHttp2Visitor(stream, headers)));
    // Without a recorded conversation there are no upgrades, and a request for another protocol stays a plain request.
    if (hasConversation)
      takeUpgrades(http1, (upgrade) => answer(toHttp1Visitor(upgrade.request, upgrade.response, true), upgrade));
  }
  return {
    origins,
    failureOf: failures.next,
    refused: failures.refused,
    places,
    unknownNames: findUnknownNames(connections),
    routeFor: (origin) => origins.get(origin) ?? knownAt(listeners, listeners.length - 1).origin,
    speaksHttp2: (origin) => ofHttp2.has(origin),
    urlFor: (recordedUrl) => toReplayUrl(recordedUrl, origins),
    misses: book.misses,
    notes: book.notes,
    [Symbol.asyncDispose]: () => closeListeners(listeners),
  };
}

const PATIENCE = 5000;

/** The listener for what was never recorded. */
const FOR_ANY_OTHER: Speech = { credentials: undefined, prefersHttp2: false };

/** For each recorded origin; undefined for one that is served over HTTP. All have the same certificate. */
function chooseCredentials(
  names: readonly string[],
  { authority, isBehindProxy = false }: ReplayOptions,
): readonly (ServerCredentials | undefined)[] {
  const areSecure = names.map((name) => !isBehindProxy && name.startsWith("https:"));
  const shown = areSecure.includes(true) ? authority?.credentialsFor(LOOPBACK_HOSTS) : undefined;
  return areSecure.map((isSecure) => (isSecure ? shown : undefined));
}

/** True at each nth call. */
function everyNth(n = Infinity): () => boolean {
  let calls = 0;
  return () => {
    calls += 1;
    return calls % n === 0;
  };
}

function toReplayUrl(recordedUrl: string, origins: ReadonlyMap<string, string>): string {
  const httpUrl = toHttpUrl(recordedUrl);
  const url = URL.parse(httpUrl);
  const origin = origins.get(urlPart(httpUrl, "origin"));
  if (url !== null && origin !== undefined) {
    return `${httpUrl === recordedUrl ? origin : toSocketOrigin(origin)}${url.pathname}${url.search}`;
  }
  throw new UserError(`Nothing was recorded at the origin of "${url?.origin ?? recordedUrl}".`, {
    hint: `Recorded origins: ${[...origins.keys()].join(", ")}.`,
  });
}
