import type { HeaderView } from "../analyze/types.ts";
import { onlyKnown } from "../json/only-known.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { textAt } from "../sequence/text-at.ts";
import { isGrpcFailure } from "../trace/bodies/grpc-status.ts";
import { compareBodies } from "./body-differences.ts";
import { withOneBoundary } from "./boundaries.ts";
import type { Call } from "./calls.ts";
import type { StepBook } from "./difference-book.ts";
import { isSpelledAlike, orderCookies, spellEscapes } from "./spelling.ts";
import { namePlace } from "./tell-difference.ts";
import type { Level, Place } from "./types.ts";

/** Compares two steps that were found to be the same one. */
export function compareCalls(before: Call, after: Call, book: StepBook): void {
  const [a, b] = [before.step, after.step];
  compareFact({ part: "request", at: "client", name: "" }, [before.client, after.client], book);
  compareFact({ part: "request", at: "server", name: "" }, [before.server, after.server], book);
  compareFact({ part: "request", at: "method", name: "" }, [a.request.method, b.request.method], book);
  comparePaths(before, after, book);
  compareQueries(a.request.url, b.request.url, book);
  compareMessages("request", withOneBoundary(a.request, b.request), book);
  compareOutcomes(before, after, book);
  compareMessages("response", withOneBoundary(a.response, b.response), book);
  compareHeaders("response", [trailersOf(a.response), trailersOf(b.response)], book);
}

/** Except what describes the outcome. */
function trailersOf({ trailers = [] }: Call["step"]["response"]): readonly HeaderView[] {
  return trailers.filter(({ name }) => !/^grpc-status$/i.test(name));
}

function compareMessages(
  part: "request" | "response",
  [before, after]: ReturnType<typeof withOneBoundary>,
  book: StepBook,
): void {
  compareHeaders(part, [before.headers, after.headers], book);
  compareBodies(part, [before.body, after.body], book);
}

function compareFact(place: Place, [before, after]: readonly [string, string], book: StepBook): void {
  if (before === after) return;
  const message = `${namePlace(place)} changed from ${before} to ${after}`;
  book.report({ level: "structure", place, before, after, message });
}

/** The template shows what was requested; if it is the same, the values of its placeholders may belong to another thing. */
function comparePaths(before: Call, after: Call, book: StepBook): void {
  const place = { part: "request", at: "path", name: "" } as const;
  if (before.path !== after.path) return compareFact(place, [before.path, after.path], book);
  const templates = before.path.split("/");
  const [values, others] = [splitPath(before.step.request.url), splitPath(after.step.request.url)];
  for (const [index, template] of templates.entries()) {
    const name = /^\{(.+)\}$/.exec(template)?.[1];
    if (name === undefined) continue;
    book.compareValues({ ...place, name: `{${name}}` }, textAt(values, index), textAt(others, index));
  }
}

function splitPath(url: string): readonly string[] {
  return spellEscapes(url)
    .replace(/[?#].*$/s, "")
    .replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, "")
    .split("/");
}

function compareQueries(before: string, after: string, book: StepBook): void {
  const names = { part: "request", at: "query", level: "structure" } as const;
  compareLists(names, [readQuery(before), readQuery(after)], book);
}

function readQuery(url: string): readonly HeaderView[] {
  const query = matchedText(/\?([^#]*)/, url, 1);
  return query === "" ? [] : query.split("&").map((part) => ({ name: part.replace(/=.*/s, ""), value: valueOf(part) }));
}

function valueOf(part: string): string {
  return part.includes("=") ? part.slice(part.indexOf("=") + 1) : "";
}

function compareOutcomes({ step: a }: Call, { step: b }: Call, book: StepBook): void {
  // With the same code, the reason is compared as the last message.
  const isEndSame = closeCodeOf(a.response) === closeCodeOf(b.response);
  const [before, after] = [showOutcome(a.response, isEndSame), showOutcome(b.response, isEndSame)];
  if (before === after) return;
  // The reason phrase alone is how a server spells it.
  const isSame =
    isEndSame &&
    (["status", "grpcStatus"] as const).every((name) => a.response[name] === b.response[name]) &&
    a.response.error?.code === b.response.error?.code;
  const place = { part: "response", at: "status", name: "" } as const;
  const message = `response status changed from ${before} to ${after}`;
  book.report({ level: isSame ? "value" : "shape", place, before, after, message });
}

/** How a WebSocket ended, if not normally: `1011`. */
function closeCodeOf({ closed = "" }: Call["step"]["response"]): string {
  return matchedText(/^\d*/, closed);
}

/** `404 Not Found`, `no response (ECONNRESET)`, `101 Switching Protocols, closed with 1011 store is gone` */
export function showOutcome(
  { status, reason, grpcStatus, error, closed }: Call["step"]["response"],
  omitsEnd = false,
): string {
  const said = status === 0 ? "no response" : `${status} ${reason}`.trim();
  const answer = isGrpcFailure(grpcStatus) ? `${said}, gRPC ${grpcStatus}` : said;
  const ended = closed === undefined || omitsEnd ? answer : `${answer}, closed with ${closed}`;
  return error === undefined ? ended : `${ended} (${error.code})`;
}

function compareHeaders(
  part: "request" | "response",
  [before, after]: readonly [readonly HeaderView[], readonly HeaderView[]],
  book: StepBook,
): void {
  compareLists({ part, at: "header", level: "shape" }, [before, after], book);
}

/** Names in any order and case; the values of a name that comes again, in theirs. */
function compareLists(
  { part, at, level }: { readonly part: Place["part"]; readonly at: "header" | "query"; readonly level: Level },
  [before, after]: readonly [readonly HeaderView[], readonly HeaderView[]],
  book: StepBook,
): void {
  const keyOf = ({ name }: HeaderView): string => (at === "header" ? name.toLowerCase() : name);
  const [old, fresh] = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    const [ours = [], theirs = []] = [old.get(key), fresh.get(key)];
    const place: Place = { part, at, name: (ours[0] ?? theirs[0])?.name ?? key };
    for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
      const [value, other] = [ours[index]?.value, theirs[index]?.value];
      if (value !== undefined && other !== undefined) compareSpelled(place, [value, other], book);
      else reportOne({ level, place }, [value, other], book);
    }
  }
}

function compareSpelled(place: Place, [before, after]: readonly [string, string], book: StepBook): void {
  if (before !== after && isSpelledAlike(place, before, after)) return;
  book.compareValues(place, orderCookies(place, before), orderCookies(place, after));
}

function reportOne(
  { level, place }: { readonly level: Level; readonly place: Place },
  [before, after]: readonly [string | undefined, string | undefined],
  book: StepBook,
): void {
  const message = `${namePlace(place)} was ${before === undefined ? "added" : "removed"}`;
  book.report({
    level,
    place,
    ...onlyKnown({ before, after }),
    message,
  });
}
