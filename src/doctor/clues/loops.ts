import { escapePattern } from "../../sequence/escape-pattern.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { bodyText } from "../../trace/bodies/body-text.ts";
import { headerText } from "../../trace/headers.ts";
import type { Finding } from "../finding.ts";
import type { NumberedCall } from "./numbered-call.ts";

/** Requests that responses lead back to: redirects in a circle, and pages whose last names the first as the next. */
export function findLoops(calls: readonly NumberedCall[]): readonly Finding[] {
  const byClient = Map.groupBy(calls, ({ entry: { _client = "" } }) => _client);
  return Array.from(byClient.values(), (own) => findLoop(own.toSorted((a, b) => a.start - b.start))).flat();
}

/** The first one: what follows it is the same loop. */
function findLoop(calls: readonly NumberedCall[]): readonly Finding[] {
  const last = new Map<string, number>();
  for (const [place, call] of calls.entries()) {
    const key = keyOf(call);
    const from = last.get(key);
    last.set(key, place);
    if (from === undefined || place - from > LONGEST) continue;
    const circle = calls.slice(from, place + 1);
    const isLed = circle.every((one, index) => index === 0 || leadsTo(knownAt(circle, index - 1), one));
    if (isLed && (isRedirect(circle[0]) || isRepeated(calls, from, place))) return [toFinding(circle)];
  }
  return [];
}

/** Whether the same requests came before them: a person may turn back by one page. */
function isRepeated(calls: readonly NumberedCall[], from: number, to: number): boolean {
  const before = from - (to - from);
  if (before < 0) return false;
  return calls.slice(before, from).every((call, index) => keyOf(call) === keyOf(knownAt(calls, from + index)));
}

function isRedirect(call: NumberedCall | undefined): boolean {
  const status = call?.entry.response.status ?? 0;
  return status >= 300 && status < 400;
}

/** Requests in a circle; a longer one is a list that began again. */
const LONGEST = 50;

function keyOf({ entry: { request, response } }: NumberedCall): string {
  return [request.method, request.url, response.status].join(" ");
}

/** Whether the next request has its URL, or a value in its query, from the response: by chance, short values are in many. */
function leadsTo({ entry: one, end }: NumberedCall, { entry: next, start }: NumberedCall): boolean {
  if (start < end - CLOCK) return false;
  const location = headerText(one.response.headers, "location");
  if (location !== "") {
    return URL.parse(location, one.request.url)?.href === URL.parse(next.request.url)?.href;
  }
  const known = one.request.url;
  const text = bodyText(one.response.content) + headerText(one.response.headers, "link");
  if (next.request.url === known || text === "") return false;
  const asked = new Map(URL.parse(known)?.searchParams ?? []);
  const changed = Array.from(URL.parse(next.request.url)?.searchParams ?? []).filter(
    ([name, value]) => asked.get(name) !== value && CURSOR.test(name),
  );
  return changed.length > 0 && changed.every(([, value]) => isNamedIn(text, value));
}

/** As a value of JSON, or in a link. */
function isNamedIn(text: string, value: string): boolean {
  return value !== "" && new RegExp(`["':=\\s]${escapePattern(value)}["',}&>\\s]`).test(text);
}

/** Milliseconds. */
const CLOCK = 1;

const CURSOR = /cursor|page|marker|token|after|next|offset|start|continu/i;

function toFinding(circle: readonly NumberedCall[]): Finding {
  const [first, second] = [knownAt(circle, 0), knownAt(circle, 1)];
  const isMoved = isRedirect(first);
  const length = circle.length - 1;
  const where = length === 1 ? "itself" : `(${second.pair.request}) and back`;
  return {
    subject: "loop",
    state: "warning",
    text: isMoved
      ? `${first.name} redirects to ${where}: the redirects never end`
      : `${first.name} names a next page that leads back to it, after ${length} pages: the pages never end`,
    hint: isMoved
      ? "Check the rules of the server for this address, and whether the client keeps the cookie that the redirect sets."
      : "Check how the server makes the cursor of the last page; the client could stop at one that it has seen.",
  };
}
