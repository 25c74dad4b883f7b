import { knownAt } from "../../sequence/known-at.ts";
import { bodyText } from "../../trace/bodies/body-text.ts";
import { headerText } from "../../trace/headers.ts";
import type { Finding } from "../finding.ts";
import { namesNextPage } from "./next-page.ts";
import type { NumberedCall } from "./numbered-call.ts";

/** Requests that responses lead back to: redirects in a circle, and pages whose last names the first as the next. */
export function findLoops(calls: readonly NumberedCall[]): readonly Finding[] {
  const byClient = Map.groupBy(calls, ({ entry: { _client = "" } }) => _client);
  return Array.from(byClient.values(), (own) => findLoop(own.toSorted((a, b) => a.start - b.start))).flat();
}

/** The first one: what follows it is the same loop. */
function findLoop(calls: readonly NumberedCall[]): readonly Finding[] {
  const last = new Map<string, number>();
  const ends = findSuccesses(calls);
  // Where the chain began in which each response leads to the next request.
  let chain = 0;
  for (const [place, call] of calls.entries()) {
    if (place > 0 && !leadsTo(knownAt(calls, place - 1), call)) chain = place;
    const key = keyOf(call);
    const from = last.get(key);
    last.set(key, place);
    if (from === undefined || from < chain || place - from > LONGEST) continue;
    const circle = calls.slice(from, place + 1);
    if (circle.every(isRedirect)) {
      if (leadsAgain(circle) && !circle.some((one) => (ends.get(one.entry.request.url) ?? -1) > place)) {
        return [toFinding(circle, true)];
      }
    } else if (2 * from - place >= chain && isRepeated(calls, from, place)) return [toFinding(circle, false)];
  }
  return [];
}

/** Where a URL last had a response that ends redirects to it. */
function findSuccesses(calls: readonly NumberedCall[]): ReadonlyMap<string, number> {
  return new Map(
    calls.flatMap(({ entry: { request, response } }, place) =>
      (response.status >= 200 && response.status < 300) || response.status === 304 ? [[request.url, place]] : [],
    ),
  );
}

/** Whether the last response leads where the first one did: with a cookie that was set in between, it may not. */
function leadsAgain(circle: readonly NumberedCall[]): boolean {
  return targetOf(knownAt(circle, circle.length - 1)) === targetOf(knownAt(circle, 0));
}

/** Whether the same requests came before them, and the page is the same again: a person may turn back by one page. */
function isRepeated(calls: readonly NumberedCall[], from: number, to: number): boolean {
  const before = from - (to - from);
  const text = ({ entry }: NumberedCall): string => bodyText(entry.response.content);
  return (
    text(knownAt(calls, from)) === text(knownAt(calls, to)) &&
    calls.slice(before, from).every((call, index) => keyOf(call) === keyOf(knownAt(calls, from + index)))
  );
}

function isRedirect({ entry: { response } }: NumberedCall): boolean {
  return REDIRECTS.has(response.status) && headerText(response.headers, "location") !== "";
}

/** The other statuses from 300 on ask for no other request: 304 is for what the client already has. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Requests in a circle; a longer one is a list that began again. */
const LONGEST = 50;

function keyOf({ entry: { request, response } }: NumberedCall): string {
  return [request.method, request.url, response.status].join(" ");
}

/** Whether the next request has its URL from the response. */
function leadsTo(one: NumberedCall, { entry: next, start }: NumberedCall): boolean {
  if (start < one.end - CLOCK) return false;
  if (isRedirect(one)) return targetOf(one) === withoutHash(URL.parse(next.request.url));
  return namesNextPage(one.entry, next.request.url);
}

function targetOf({ entry: { request, response } }: NumberedCall): string | undefined {
  return withoutHash(URL.parse(headerText(response.headers, "location"), request.url));
}

/** Clients do not send it. */
function withoutHash(url: URL | null): string | undefined {
  if (url !== null) url.hash = "";
  return url?.href;
}

/** Milliseconds. */
const CLOCK = 1;

function toFinding(circle: readonly NumberedCall[], isMoved: boolean): Finding {
  const [first, second] = [knownAt(circle, 0), knownAt(circle, 1)];
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
