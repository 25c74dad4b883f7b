import { onlyKnown } from "../../json/only-known.ts";
import { isJson } from "../../json/read-json.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { findHeader } from "../../trace/headers.ts";
import type { Header } from "../../trace/model/types.ts";
import type { LogEvent } from "./log-events.ts";

/** One exchange, as far as the log has been read. */
export interface Draft {
  readonly who: string;
  readonly at: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body: string;
  /** Whether it requests a token, so that its body is not in the log. */
  readonly isForToken: boolean;
  /** Whether only urllib3's line mentions it. */
  readonly isOfWireAlone?: boolean;
  retryOf?: Draft;
  redirectOf?: Draft;
  /** What urllib3 logs about the response. */
  wire?: { readonly status: number; readonly length: number };
  answer?: { readonly status: number; reason: string; headers: readonly Header[]; readonly at: string };
  answerBody?: string | Buffer;
  failure?: string;
}

/** After these, keystoneauth sends the request again, without a line for it (session.py of 5.0.0 and 5.18.1). */
export function isOver(draft: Draft): boolean {
  const status = statusOf(draft);
  return (
    draft.failure !== undefined || status === 401 || status === 429 || status >= 500 || (status >= 301 && status <= 308)
  );
}

export function isFollowed(draft: Draft, drafts: readonly Draft[]): boolean {
  const first = draft.retryOf ?? draft;
  const after = drafts.slice(drafts.indexOf(draft) + 1);
  return after.some(
    (one) => one.redirectOf === draft || one.retryOf === draft || (first !== draft && one.retryOf === first),
  );
}

/** 0 until a line has it. */
function statusOf({ answer, wire }: Draft): number {
  return answer?.status ?? wire?.status ?? 0;
}

/** The next request that a client derives from this one: redirected or repeated. */
export function followUp(before: Draft, { who, at }: LogEvent): Draft {
  const status = statusOf(before);
  const { method, url, body } = before;
  const next = {
    who,
    at,
    method,
    body,
    isForToken: before.isForToken,
    ...onlyKnown({ isOfWireAlone: before.isOfWireAlone }),
  };
  if (status >= 301 && status <= 308)
    return { ...next, url: locationOf(before) ?? url, headers: before.headers, redirectOf: before };
  // A new token came in between, which no line shows.
  const headers = status === 401 ? before.headers.filter(({ name }) => !/^x-auth-token$/i.test(name)) : before.headers;
  return { ...next, url, headers, retryOf: before.retryOf ?? before };
}

export function isUnanswered({ answer, answerBody }: Draft): boolean {
  return answer === undefined && answerBody === undefined;
}

export function isSameCall(draft: Draft, { method, url }: { readonly method: string; readonly url: string }): boolean {
  return draft.method === method && samePlace(draft.url, url);
}

export function leadsTo(before: Draft, url: string): boolean {
  const location = locationOf(before);
  return location !== undefined && samePlace(location, url);
}

function locationOf({ url, answer }: Draft): string | undefined {
  const location = answer && findHeader(answer.headers, "location");
  return location === undefined ? undefined : (URL.parse(location, url)?.href ?? location);
}

/** urllib3 writes the port always, and old versions no host. */
export function samePlace(url: string, other: string): boolean {
  const [one, two] = [URL.parse(url), URL.parse(other, url)];
  if (one === null || two === null) return url === other;
  return one.origin === two.origin && one.pathname === two.pathname && one.search === two.search;
}

/**
 * A body that begins as JSON may continue in the next lines; the output of an older client begins after an empty line.
 */
export function addText(draft: Draft, line: string): boolean {
  const { answer, answerBody } = draft;
  if (answer === undefined || Buffer.isBuffer(answerBody)) return false;
  if (answerBody === undefined) {
    const [, name, value = ""] = matchParts(/^([\w-]+): ?(.*)$/, line);
    if (name !== undefined) answer.headers = [...answer.headers, { name, value }];
    else if (line.trim() === "") draft.answerBody = "";
    return true;
  }
  if (answerBody !== "" && !isOpenJson(answerBody)) return false;
  if (answerBody === "" && line.trim() === "") return true;
  draft.answerBody = answerBody === "" ? line : `${answerBody}\n${line}`;
  return true;
}

function isOpenJson(body: string): boolean {
  if (!/^\s*[{[]/.test(body)) return false;
  if (!/[}\]]\s*$/.test(body)) return true;
  return !isJson(body);
}
