import { KEEP_HTTP2 } from "../record/proxy/gateway-page.ts";
import { bodyText } from "../trace/bodies/body-text.ts";
import { describeMissing, isBrokenOff, isHeadCut, isNotNeeded, listMissing } from "../trace/missing.ts";
import type { Entry, Missing, Trace } from "../trace/model/types.ts";
import { findBrokenBodies } from "./clues/broken-bodies.ts";
import { findClocksOff } from "./clues/clocks.ts";
import { findDeadAddresses, findEndingCertificates, findSlowNames } from "./clues/connections.ts";
import { findExpiredTokens } from "./clues/expired-tokens.ts";
import { findFailedResponses } from "./clues/failed-responses.ts";
import { findTokens } from "./clues/find-tokens.ts";
import { findLoops } from "./clues/loops.ts";
import { type NumberedCall, numberCalls } from "./clues/numbered-call.ts";
import { findRetryStorms } from "./clues/retry-storms.ts";
import type { Finding } from "./finding.ts";

/** Reports signs of traffic that bypassed the recorder, and problems that a person should examine next. */
export function examineTrace(trace: Trace): readonly Finding[] {
  const calls = numberCalls(trace);
  const findings = [
    ...findMissing(trace),
    ...findForeignTokens(calls),
    ...findUnaskedHosts(trace.log.entries),
    ...findFailures(calls),
    ...findFailedResponses(calls),
    ...findRetryStorms(calls),
    ...findLoops(calls),
    ...findBrokenBodies(calls),
    ...findExpiredTokens(calls),
    ...findClocksOff(calls),
    ...findEndingCertificates(calls),
    ...findSlowNames(calls),
    ...findDeadAddresses(calls),
  ];
  if (findings.length > 0) return findings;
  return [
    {
      subject: "trace",
      state: "ok",
      text: "no sign of missing requests; only a recording with --transparent can prove that there are none",
    },
  ];
}

/** Data that the recorder itself knows to be missing. */
function findMissing(trace: Trace): readonly Finding[] {
  return listMissing(trace).map((missing) => ({
    subject: "missing",
    state: "warning",
    text: describeMissing(missing).replace(/\.$/, ""),
    hint: advise(missing),
  }));
}

function advise(missing: Missing): string {
  if (isBrokenOff(missing)) return "the response itself is incomplete: check the server, or a proxy before it.";
  if (isHeadCut(missing)) return "the server received all of it; the trace keeps at most 1 MiB of a head.";
  return isNotNeeded(missing) ? "nothing to do: they carried no request." : HINTS[missing.kind];
}

const HINTS = {
  refused: "if the client trusts other CAs, remove its option, and pass that file to `wirewalk record --cacert`.",
  bypassed: "record it with --transparent, or without --passthrough, to see its traffic.",
  cut: "record with a larger --body-limit.",
  damaged: "the recording was interrupted, or its disk was full; record it again.",
  dropped: "report it; record it again to see whether it is lost each time.",
  absent: "copy these files to the directory of the others.",
  "left-out": "record it again without --only and --drop to have them.",
} as const;

/** A token that is sent and that no response contained: its request bypassed the recorder, or it is older than the recording. */
function findForeignTokens(calls: readonly NumberedCall[]): readonly Finding[] {
  const issued = new Set<string>();
  const foreign = new Map<string, NumberedCall>();
  for (const call of calls) {
    for (const alias of findTokens(sentIn(call.entry))) {
      if (!issued.has(alias) && !foreign.has(alias)) foreign.set(alias, call);
    }
    for (const alias of findTokens(receivedIn(call.entry))) issued.add(alias);
  }
  return Array.from(foreign, ([alias, { name }]) => ({
    subject: "token",
    state: "warning",
    text: `${alias} is first used by ${name}, and no recorded response contains it`,
    hint: "It comes from a setting or a cache, or the request for it bypassed the recorder.",
  }));
}

const sentIn = ({ request }: Entry): string =>
  JSON.stringify([request.url, request.headers, bodyText(request.postData)]);

const receivedIn = ({ response }: Entry): string => JSON.stringify([response.headers, bodyText(response.content)]);

/** Addresses that responses name and that received no request: most of a catalog's are never needed. */
function findUnaskedHosts(entries: readonly Entry[]): readonly Finding[] {
  const asked = new Set(entries.map(({ request }) => hostOf(request.url)));
  const named = new Set(entries.flatMap(({ response }) => hostsIn(bodyText(response.content))));
  const unasked = [...named].filter((host) => host !== "" && !asked.has(host));
  if (unasked.length === 0) return [];
  return [
    {
      subject: "hosts",
      state: "warning",
      text: `responses name services that received no request: ${unasked.slice(0, MOST_HOSTS).join(", ")}`,
      hint: "If the program needed one of them, its requests bypassed the recorder.",
    },
  ];
}

const MOST_HOSTS = 10;

const hostsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(/"(https?:\/\/[^"\s\\]+)"/g), ([, url = ""]) => hostOf(url));

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "");

const UNREACHABLE = "Check whether the server can be reached from here.";

const ERROR_HINTS: readonly (readonly [code: RegExp, hint: string])[] = [
  [/EXPIRED/, "Renew the server's certificate; if it is current, check the clock of this machine."],
  [/ALTNAME/, "Use a name that the server's certificate has, or check whether this is the right server."],
  [/CERT|SELF_SIGNED/, "Pass the server's CA certificate with --cacert."],
  [/^CLIENT_GONE$/, "The client gave up: it may have a timeout that is too short for this response."],
  [
    /^SERVER_CLOSED$/,
    "Look in the log of the server: it accepted the connection, and may have crashed or refused the request.",
  ],
  [/^HTTP2_ONLY$/, KEEP_HTTP2],
  [/^NOT_HTTP$/, "Check the port: it may be that of TLS, or of another protocol."],
  [/NOTFOUND|EAI_AGAIN/, "Check the name of the server, and the name servers of this machine."],
  [/REFUSED/, "Check whether the server is running, and on which port."],
];

/** Certificates that were not accepted, by us or by the program, show as failures of connections. */
function findFailures(calls: readonly NumberedCall[]): readonly Finding[] {
  return calls
    .filter(({ entry }) => entry._error !== undefined)
    .map(({ entry, name }) => ({
      subject: "failure",
      state: "warning",
      text: `${name} had no complete response: ${entry._error?.code} while in phase "${entry._error?.phase}"`,
      hint: ERROR_HINTS.find(([code]) => code.test(entry._error?.code ?? ""))?.[1] ?? UNREACHABLE,
    }));
}
