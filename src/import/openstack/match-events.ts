import { onlyKnown } from "../../json/only-known.ts";
import { findHeader, headerText } from "../../trace/headers.ts";
import type { Header } from "../../trace/model/types.ts";
import {
  type Draft,
  addText,
  followUp,
  isFollowed,
  isOver,
  isSameCall,
  isUnanswered,
  leadsTo,
  samePlace,
} from "./draft.ts";
import type { LogEvent } from "./log-events.ts";

export interface Matched {
  readonly drafts: readonly Draft[];
  /** Responses that more than one open request could have had. */
  readonly guessed: number;
  /** Responses for which the log shows no request. */
  readonly stray: number;
}

/**
 * Combines the lines of a log that belong to an exchange. The log has no name for an exchange, so a response goes to the best matching
 * request: by status and length on urllib3's line, by request id, by thread, and only then by order.
 */
export function matchEvents(events: readonly LogEvent[]): Matched {
  const used = new Map(events.flatMap((one) => (one.kind === "used" ? [[one.requestId, one] as const] : [])));
  const matching: Matching = { drafts: [], used, guessed: 0, stray: 0, openText: undefined };
  for (const event of events) {
    if (event.kind !== "text") matching.openText = undefined;
    takeEvent(matching, event);
  }
  const { drafts, guessed, stray } = matching;
  return { drafts, guessed, stray };
}

type EventOf<Kind extends LogEvent["kind"]> = Extract<LogEvent, { readonly kind: Kind }>;

/** The state after some of the events. */
interface Matching {
  readonly drafts: Draft[];
  /** Calls by the request id that they used. */
  readonly used: ReadonlyMap<string, EventOf<"used">>;
  guessed: number;
  stray: number;
  /** The exchange whose response continues in lines of text. */
  openText: Draft | undefined;
}

function takeEvent(matching: Matching, event: LogEvent): void {
  const { who, at } = event;
  switch (event.kind) {
    case "request":
      takeRequest(matching, event);
      break;
    case "token":
      matching.drafts.push({ who, at, method: "POST", url: event.url, headers: [], body: "", isForToken: true });
      break;
    case "wire":
      takeWire(matching, event);
      break;
    case "response":
      takeAnswer(matching, event, event.headers);
      break;
    case "head":
      matching.openText = takeAnswer(matching, event, []);
      break;
    case "headers":
      takeHeaders(matching, event);
      break;
    case "body":
      matching.openText = takeBody(matching, event);
      break;
    case "tokenBody":
      takeTokenBody(matching, event);
      break;
    case "failure":
      takeFailure(matching, event);
      break;
    case "text": {
      const { openText } = matching;
      if (openText !== undefined && !addText(openText, event.text)) matching.openText = undefined;
      break;
    }
    case "used":
      break;
  }
}

/** Of a request that is logged with its response, urllib3's line comes first. */
function takeRequest(matching: Matching, { who, at, request, isLate }: EventOf<"request">): void {
  const draft: Draft = { who, at, ...request, isForToken: false };
  const { drafts } = matching;
  const known = isLate
    ? recent(matching).findLast((one) => one.isOfWireAlone === true && isUnanswered(one) && isSameCall(one, request))
    : undefined;
  if (known === undefined) drafts.push(draft);
  else
    replace(drafts, known, {
      ...draft,
      ...onlyKnown({ wire: known.wire, retryOf: known.retryOf, redirectOf: known.redirectOf }),
    });
}

/** Those that repeat it, or follow its redirect, refer to the other one then. */
function replace(drafts: Draft[], known: Draft, draft: Draft): void {
  const at = drafts.lastIndexOf(known);
  drafts[at] = draft;
  for (const one of drafts.slice(at + 1)) {
    if (one.retryOf === known) one.retryOf = draft;
    if (one.redirectOf === known) one.redirectOf = draft;
  }
}

function takeWire(matching: Matching, event: EventOf<"wire">): void {
  const { who, at, method, url } = event;
  const fitting = recent(matching).filter(
    (one) => isUnanswered(one) && one.wire === undefined && one.failure === undefined && isSameCall(one, event),
  );
  const draft =
    choose(matching, fitting, [(one) => one.who === who]) ??
    follow(matching, event, (before) => isSameCall(before, event) || leadsTo(before, url)) ??
    add(matching, { who, at, method, url, headers: [], body: "", isForToken: false, isOfWireAlone: true });
  draft.wire = { status: event.status, length: event.length };
}

/** @returns the exchange that it belongs to */
function takeAnswer(
  matching: Matching,
  event: EventOf<"response"> | EventOf<"head">,
  headers: readonly Header[],
): Draft | undefined {
  const { status, reason, at } = event;
  const draft = findAnswered(matching, event, headers) ?? follow(matching, event, () => true);
  if (draft === undefined) matching.stray += 1;
  else draft.answer = { status, reason, headers, at };
  return draft;
}

function takeHeaders(matching: Matching, { who, headers }: EventOf<"headers">): void {
  const fits = ({ answer }: Draft): boolean => answer?.headers.length === 0;
  const open = recent(matching);
  const draft = open.findLast((one) => one.who === who && fits(one)) ?? open.findLast(fits);
  if (draft?.answer !== undefined) draft.answer.headers = headers;
}

/** @returns whose body it is */
function takeBody(matching: Matching, { who, text }: EventOf<"body">): Draft | undefined {
  const size = String(Buffer.byteLength(text));
  const open = recent(matching).filter(({ answer, answerBody }) => answer !== undefined && answerBody === undefined);
  const ofThread = open.filter((one) => one.who === who);
  const left = ofThread.length > 0 ? ofThread : open;
  const draft =
    left.findLast(({ answer }) => answer && findHeader(answer.headers, "content-length") === size) ?? left.at(-1);
  if (draft !== undefined) draft.answerBody = text;
  return draft;
}

function takeTokenBody(matching: Matching, { who, text }: EventOf<"tokenBody">): void {
  const open = recent(matching).filter((one) => one.isForToken && one.answerBody === undefined);
  const draft = open.find((one) => one.who === who) ?? open.at(0);
  if (draft !== undefined) draft.answerBody = text;
}

function takeFailure(matching: Matching, { url, message }: EventOf<"failure">): void {
  const draft = recent(matching).findLast(
    (one) => isUnanswered(one) && one.failure === undefined && samePlace(one.url, url),
  );
  if (draft !== undefined) draft.failure = message;
}

function findAnswered(
  matching: Matching,
  { who, status }: EventOf<"response"> | EventOf<"head">,
  headers: readonly Header[],
): Draft | undefined {
  const open = recent(matching).filter((one) => isUnanswered(one) && !one.isForToken && one.failure === undefined);
  const length = Number(findHeader(headers, "content-length") ?? -1);
  const ids = ["x-openstack-request-id", "x-compute-request-id"].map((name) => headerText(headers, name));
  const known = ids.map((id) => matching.used.get(id)).find((one) => one !== undefined);
  const seen = open.filter(({ wire }) => wire?.status === status);
  const rest = open.filter(({ wire }) => wire === undefined);
  return choose(matching, seen.length > 0 ? seen : rest, [
    (one) => known !== undefined && isSameCall(one, known),
    (one) => one.who === who,
    (one) => length >= 0 && one.wire?.length === length,
  ]);
}

/** The first of the candidates that match the most hints. */
function choose(
  matching: Matching,
  candidates: readonly Draft[],
  hints: readonly ((draft: Draft) => boolean)[],
): Draft | undefined {
  let left = candidates;
  for (const hint of hints) {
    const fitting = left.filter(hint);
    if (fitting.length > 0) left = fitting;
    if (left.length === 1) break;
  }
  // Indistinguishable requests get the same responses in turn, so their order does not matter.
  const isSure = left.every(({ method, url }) => method === left[0]?.method && url === left[0]?.url);
  if (left.length > 1 && !isSure) matching.guessed += 1;
  return left[0];
}

/** The request that a client sent after a response, without a line for it. */
function follow(matching: Matching, event: LogEvent, fits: (before: Draft) => boolean): Draft | undefined {
  const open = recent(matching);
  const before = open.findLast(
    (draft) => draft.who === event.who && isOver(draft) && !isFollowed(draft, open) && fits(draft),
  );
  return before && add(matching, followUp(before, event));
}

function add({ drafts }: Matching, draft: Draft): Draft {
  drafts.push(draft);
  return draft;
}

function recent({ drafts }: Matching): readonly Draft[] {
  return drafts.slice(-OPEN);
}

/** Requests that may be open at once, so that a long log costs no more than its length. */
const OPEN = 500;
