import { nameOutcome } from "../analyze/outcome.ts";
import { toSingular } from "../analyze/singular.ts";
import type { Step, Walkthrough } from "../analyze/types.ts";
import { knownAt } from "../sequence/known-at.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { lastText } from "../sequence/text-at.ts";
import { nameText } from "../trace/names/call-name.ts";
import { maskVolatile } from "./noise.ts";
import { spellEscapes } from "./spelling.ts";
import { hasName, toTails } from "./tails.ts";

/** A step with the properties by which it is aligned. */
export interface Call {
  readonly step: Step;
  /** Names of both sides without ports, which differ from run to run. */
  readonly client: string;
  readonly server: string;
  readonly lane: string;
  /** Templated path without query. */
  readonly path: string;
  /** The same without version and base path of the server, where anything is left. */
  readonly tail: string;
  /** The operation, if its protocol has it outside the path: `query Hero`; otherwise "". Labels by users do not distinguish calls. */
  readonly name: string;
  /** Kind of resource: `user` for `/users/{user_id}` and `/users`. */
  readonly owner: string;
  /** Sorted names of the query parameters. */
  readonly query: string;
  /** Steps that overlapped in time, directly or through others, share a group. */
  readonly group: number;
  /** Milliseconds since 1970; NaN if unknown. */
  readonly startedAt: number;
}

/** @param start of the recording, in milliseconds since 1970 */
export function toCalls({ steps, participants, arrows }: Walkthrough, start = NaN): readonly Call[] {
  const names = new Map(participants.map(({ id, label }) => [id, label.replace(/:\d+$/, "")]));
  const groups = groupByOverlap(arrows);
  const tails = findTails(steps);
  return steps.map((step): Call => {
    const [path = "", query = ""] = spellEscapes(step.request.path).split(/\?(.*)/s);
    const client = names.get(step.client) ?? step.client;
    const server = names.get(step.server) ?? step.server;
    const queryNames = query.split("&").map((part) => part.replace(/=.*/s, ""));
    return {
      step,
      client,
      server,
      lane: `${client} ${server}`,
      path,
      tail: tails.get(step.id) ?? path,
      name: step.name?.from === "config" ? "" : nameText(step.name),
      owner: toSingular(lastText(path.split("/").filter((segment) => /^[^{]/.test(segment)))),
      query: queryNames.toSorted().join("&"),
      group: groups.get(step.id) ?? 0,
      startedAt: start + step.time.start,
    };
  });
}

/** By the ids of steps. */
function findTails(steps: readonly Step[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const asked of Map.groupBy(steps, ({ server }) => server).values()) {
    const tails = toTails(asked.map(({ request }) => spellEscapes(request.path).replace(/\?.*/s, "")));
    for (const [index, tail] of tails.entries()) if (hasName(tail)) found.set(knownAt(asked, index).id, tail);
  }
  return found;
}

/** Arrows come in the order of events: a group ends where no request is open. */
function groupByOverlap(arrows: Walkthrough["arrows"]): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  let open = 0;
  let group = 0;
  for (const { kind, step } of arrows) {
    if (kind === "request") {
      if (open === 0) group += 1;
      open += 1;
      groups.set(step, group);
    } else open -= 1;
  }
  return groups;
}

/** What makes two steps the same call. */
export function keyOf({ lane, step, path, query, name }: Call): string {
  return `${lane} ${step.request.method} ${path} ${query} ${name}`;
}

/** The same call, wherever the API is served: at another version or below another base path. */
export function tailKeyOf({ lane, step, tail, query, name }: Call): string {
  return `${lane} ${step.request.method} ${tail} ${query} ${name}`;
}

/** The same call with the same outcome. */
export function outcomeKeyOf(call: Call): string {
  return `${keyOf(call)} ${outcomeOf(call)}`;
}

/** How it ended. */
export function outcomeOf({ step }: Call): string {
  return nameOutcome(step);
}

/** The same call with the same response. */
export function answerKeyOf(call: Call): string {
  return `${keyOf(call)} ${answerOf(call)}`;
}

/** How it ended, and its response without run-to-run noise. */
export function answerOf(call: Call): string {
  const { text } = call.step.response.body;
  return `${outcomeOf(call)} ${maskVolatile(text.slice(0, COMPARED)).replace(NUMBERED, "$1{number}")}`;
}

/**
 * The same request for the same resource. Numbers do not distinguish requests, because the next run may give the number
 * to another resource.
 */
export function targetKeyOf(call: Call): string {
  return `${answerKeyOf(call)} ${targetOf(call.step.request).replace(NUMBERED, "$1{number}")}`;
}

/** Path, query, and fragment of its URL. */
export function targetOf({ url }: Pick<Call["step"]["request"], "url">): string {
  const [, target = ""] = matchParts(/^[a-z][\w+.-]*:\/\/[^/?#]*(.*)$/is, url);
  return target;
}

/** Ids that are numbers: `"id":17`, `/users/17`. */
const NUMBERED = /(id"\s*:\s*"?|\/)\d+/gi;

/** Characters of a response that distinguish it from others. */
const COMPARED = 4096;
