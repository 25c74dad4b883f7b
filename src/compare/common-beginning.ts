import type { Walkthrough } from "../analyze/types.ts";
import { isObject } from "../json/is-object.ts";
import { readJson } from "../json/read-json.ts";
import { type Call, outcomeOf, toCalls } from "./calls.ts";
import { maskVolatile } from "./noise.ts";
import { bodyShapeOf } from "./shape.ts";

/**
 * Number of the last arrow of the common beginning of two walkthroughs: the same calls with the same query, body, outcome,
 * and shape of the response, in the same order, whatever IDs and times they contain, and whatever the caller is called. No call is divided. 0 if the first call differs.
 */
export function findCommonBeginning(one: Walkthrough, other: Walkthrough): number {
  const [events, others] = [listEvents(one), listEvents(other)];
  let open = 0;
  let last = 0;
  for (const [index, event] of events.entries()) {
    if (event.text !== others[index]?.text) break;
    open += event.isRequest ? 1 : -1;
    if (open === 0) last = index + 1;
  }
  return last;
}

/** Whether the calls of a range follow one another in another walkthrough too, alike in the same sense. */
export function hasSameCalls(
  one: Walkthrough,
  { from, to }: { readonly from: number; readonly to: number },
  other: Walkthrough,
): boolean {
  const wanted = listEvents(one)
    .slice(from - 1, to)
    .map(({ text }) => text);
  const others = listEvents(other).map(({ text }) => text);
  return others.some((_text, start) => wanted.every((text, index) => others[start + index] === text));
}

interface ArrowEvent {
  readonly isRequest: boolean;
  readonly text: string;
}

function listEvents(walkthrough: Walkthrough): readonly ArrowEvent[] {
  const caller = walkthrough.participants[0]?.id;
  const keys = new Map(
    toCalls(walkthrough).map((call) => [call.step.id, describe(call, call.step.client === caller ? "" : call.client)]),
  );
  return walkthrough.arrows.map(({ kind, step }) => {
    const isRequest = kind === "request";
    return { isRequest, text: `${isRequest} ${keys.get(step) ?? ""}` };
  });
}

/** The properties that a page claims are the same if it refers to another page for a call. */
function describe(call: Call, client: string): string {
  const { server, path, name, step } = call;
  const { method, url, body } = step.request;
  const [, query = ""] = url.split(/\?(.*)/s);
  const sent = [query, writeAlike(body)].map(maskVolatile);
  return JSON.stringify([
    client,
    server,
    method,
    path,
    name,
    ...sent,
    outcomeOf(call),
    bodyShapeOf(step.response.body),
  ]);
}

/** Clients differ in how they lay JSON out, and in the order of its members. */
function writeAlike({ kind, text }: Call["step"]["request"]["body"]): string {
  const value = kind === "json" ? readJson(text) : undefined;
  return value === undefined ? text : JSON.stringify(value, (_name, one: unknown) => sortMembers(one));
}

function sortMembers(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
