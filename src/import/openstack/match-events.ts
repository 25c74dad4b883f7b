import { matchParts } from "../../sequence/match-parts.ts";
import { findHeader, headerText } from "../../trace/headers.ts";
import type { Header } from "../../trace/model/types.ts";
import type { LogEvent } from "./log-events.ts";

/** One exchange, as far as the log has told of it. */
export interface Draft {
  readonly who: string;
  readonly at: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body: string;
  /** Whether it asks for a token, so that what was sent is not in the log. */
  readonly isForToken: boolean;
  retryOf?: Draft;
  redirectOf?: Draft;
  /** What urllib3 says of the answer. */
  wire?: { readonly status: number; readonly length: number };
  answer?: { readonly status: number; reason: string; headers: readonly Header[]; readonly at: string };
  answerBody?: string | Buffer;
  failure?: string;
}

export interface Matched {
  readonly drafts: readonly Draft[];
  /** Answers that more than one open request could have had. */
  readonly guessed: number;
  /** Answers for which the log shows no request. */
  readonly stray: number;
}

/**
 * Puts together what the lines of a log say of each exchange. The log has no name for an exchange, so an answer goes to the
 * request that it fits: by status and length on urllib3's line, by request id, by thread, and only then by order.
 */
export function matchEvents(events: readonly LogEvent[]): Matched {
  const drafts: Draft[] = [];
  const urlOf = new Map(events.flatMap((one) => (one.kind === "used" ? [[one.requestId, one] as const] : [])));
  let guessed = 0;
  let stray = 0;
  let openText: Draft | undefined;

  const recent = (): readonly Draft[] => drafts.slice(-OPEN);

  const choose = (candidates: readonly Draft[], hints: readonly ((draft: Draft) => boolean)[]): Draft | undefined => {
    let left = candidates;
    for (const hint of hints) {
      const fitting = left.filter(hint);
      if (fitting.length > 0) left = fitting;
      if (left.length === 1) break;
    }
    // Two that are told apart by nothing get the same answer in turn, whichever is first.
    const isSure = left.every(({ method, url }) => method === left[0]?.method && url === left[0]?.url);
    if (left.length > 1 && !isSure) guessed += 1;
    return left[0];
  };
  const follow = (event: LogEvent, fits: (before: Draft) => boolean): Draft | undefined => {
    const before = recent().findLast(
      (draft) => draft.who === event.who && isOver(draft) && !isFollowed(draft, recent()) && fits(draft),
    );
    if (before === undefined) return undefined;
    const next = followUp(before, event);
    drafts.push(next);
    return next;
  };

  for (const event of events) {
    if (event.kind !== "text") openText = undefined;
    switch (event.kind) {
      case "request":
        drafts.push({ who: event.who, at: event.at, ...event.request, isForToken: false });
        break;
      case "token":
        drafts.push({
          who: event.who,
          at: event.at,
          method: "POST",
          url: event.url,
          headers: [],
          body: "",
          isForToken: true,
        });
        break;
      case "wire": {
        const fitting = recent().filter((one) => isUnanswered(one) && one.wire === undefined && isSameCall(one, event));
        const draft =
          choose(fitting, [(one) => one.who === event.who]) ??
          follow(event, (before) => isSameCall(before, event) || leadsTo(before, event.url)) ??
          addUnknown(drafts, event);
        draft.wire = { status: event.status, length: event.length };
        break;
      }
      case "response":
      case "head": {
        const headers = event.kind === "response" ? event.headers : [];
        const draft = findAnswered(event, headers) ?? follow(event, () => true);
        if (draft === undefined) stray += 1;
        else {
          draft.answer = { status: event.status, reason: event.reason, headers, at: event.at };
          if (event.kind === "head") openText = draft;
        }
        break;
      }
      case "headers": {
        const draft = findRecent(event.who, ({ answer }) => answer?.headers.length === 0);
        if (draft?.answer !== undefined) draft.answer.headers = event.headers;
        break;
      }
      case "body": {
        const draft = findBodyless(event.who, Buffer.byteLength(event.text));
        if (draft !== undefined) draft.answerBody = event.text;
        openText = draft;
        break;
      }
      case "tokenBody": {
        const draft =
          recent().find((one) => one.isForToken && one.answerBody === undefined && one.who === event.who) ??
          recent().find((one) => one.isForToken && one.answerBody === undefined);
        if (draft !== undefined) draft.answerBody = event.text;
        break;
      }
      case "failure": {
        const draft = recent().findLast(
          (one) => isUnanswered(one) && one.failure === undefined && samePlace(one.url, event.url),
        );
        if (draft !== undefined) draft.failure = event.message;
        break;
      }
      case "text":
        if (openText !== undefined && !addText(openText, event.text)) openText = undefined;
        break;
      case "used":
        break;
    }
  }
  return { drafts, guessed, stray };

  function findAnswered(event: LogEvent & { readonly status: number }, headers: readonly Header[]): Draft | undefined {
    const open = recent().filter((one) => isUnanswered(one) && !one.isForToken && one.failure === undefined);
    const length = Number(findHeader(headers, "content-length") ?? -1);
    const used = ["x-openstack-request-id", "x-compute-request-id"].map((name) => urlOf.get(headerText(headers, name)));
    const known = used.find((one) => one !== undefined);
    const seen = open.filter(({ wire }) => wire?.status === event.status);
    const rest = open.filter(({ wire }) => wire === undefined);
    return choose(seen.length > 0 ? seen : rest, [
      (one) => known !== undefined && isSameCall(one, known),
      (one) => one.who === event.who,
      (one) => length >= 0 && one.wire?.length === length,
    ]);
  }

  function findRecent(who: string, fits: (draft: Draft) => boolean): Draft | undefined {
    return recent().findLast((one) => one.who === who && fits(one)) ?? recent().findLast(fits);
  }

  function findBodyless(who: string, size: number): Draft | undefined {
    const open = recent().filter(({ answer, answerBody }) => answer !== undefined && answerBody === undefined);
    const ofThread = open.filter((one) => one.who === who);
    const left = ofThread.length > 0 ? ofThread : open;
    return (
      left.findLast(({ answer }) => answer && findHeader(answer.headers, "content-length") === String(size)) ??
      left.at(-1)
    );
  }
}

/** Requests that may be open at once, so that a long log costs no more than its length. */
const OPEN = 500;

/** keystoneauth sends again by itself after these, without a line for it (session.py of 5.0.0 and 5.18.1). */
function isOver(draft: Draft): boolean {
  const status = statusOf(draft);
  return (
    draft.failure !== undefined || status === 401 || status === 429 || status >= 500 || (status >= 301 && status <= 308)
  );
}

function isFollowed(draft: Draft, drafts: readonly Draft[]): boolean {
  const first = draft.retryOf ?? draft;
  const after = drafts.slice(drafts.indexOf(draft) + 1);
  return after.some(
    (one) => one.redirectOf === draft || one.retryOf === draft || (first !== draft && one.retryOf === first),
  );
}

/** 0 as long as no line says it. */
function statusOf({ answer, wire }: Draft): number {
  return answer?.status ?? wire?.status ?? 0;
}

/** The request that a client made of this one: where it was led, or once more. */
function followUp(before: Draft, { who, at }: LogEvent): Draft {
  const status = statusOf(before);
  const { method, url, body } = before;
  const next = { who, at, method, body, isForToken: before.isForToken };
  if (status >= 301 && status <= 308)
    return { ...next, url: locationOf(before) ?? url, headers: before.headers, redirectOf: before };
  // A new token came in between, which no line shows.
  const headers = status === 401 ? before.headers.filter(({ name }) => !/^x-auth-token$/i.test(name)) : before.headers;
  return { ...next, url, headers, retryOf: before.retryOf ?? before };
}

function addUnknown(drafts: Draft[], event: LogEvent & { readonly kind: "wire" }): Draft {
  const { who, at, method, url } = event;
  const draft: Draft = { who, at, method, url, headers: [], body: "", isForToken: false };
  drafts.push(draft);
  return draft;
}

function isUnanswered({ answer, answerBody }: Draft): boolean {
  return answer === undefined && answerBody === undefined;
}

function isSameCall(draft: Draft, { method, url }: { readonly method: string; readonly url: string }): boolean {
  return draft.method === method && samePlace(draft.url, url);
}

function leadsTo(before: Draft, url: string): boolean {
  const location = locationOf(before);
  return location !== undefined && samePlace(location, url);
}

function locationOf({ url, answer }: Draft): string | undefined {
  const location = answer && findHeader(answer.headers, "location");
  return location === undefined ? undefined : (URL.parse(location, url)?.href ?? location);
}

/** urllib3 writes the port always, and old versions no host. */
function samePlace(url: string, other: string): boolean {
  const [one, two] = [URL.parse(url), URL.parse(other, url)];
  if (one === null || two === null) return url === other;
  return one.origin === two.origin && one.pathname === two.pathname && one.search === two.search;
}

/** A body that began as JSON may go on in the next lines; what an older client printed begins after an empty one. */
function addText(draft: Draft, line: string): boolean {
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
  try {
    JSON.parse(body);
    return false;
  } catch {
    return true;
  }
}
