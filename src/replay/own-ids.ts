import { knownAt } from "../sequence/known-at.ts";
import { IDS_IN_TEXT } from "../shapes/made-by-machine.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import type { Call } from "./call.ts";
import type { Recorded } from "./matcher.ts";
import { ANY } from "./volatile.ts";

/** An id that the client generated, and the recorded one in its place. */
export type OwnId = readonly [recorded: string, own: string];

/** Whether a request creates a thing under an id in its path that its client generates (RFC 9110, section 9.3.4). */
export function mayCreate({ method, path }: Call): boolean {
  return method === "PUT" && path !== withoutIds(path);
}

/** The call with an alias for each generated part of its path. */
export function withoutPathIds(call: Call): Call {
  return { ...call, path: withoutIds(call.path) };
}

function withoutIds(path: string): string {
  return path.split("/").map(toTemplate).join("/");
}

function toTemplate(segment: string): string {
  return decodeComponent(segment).replaceAll(GENERATED, ANY);
}

/** Programs often cut a UUID after its first eight digits. */
const GENERATED = new RegExp(String.raw`${IDS_IN_TEXT}|(?<!\w)(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}(?!\w)`, "g");

/** Ids under which a request created something, where it was found under another one. */
export function pairOwnIds(recorded: Call, asked: Call): readonly OwnId[] {
  const isAlike = mayCreate(asked) && withoutPathIds(recorded).path === withoutPathIds(asked).path;
  return isAlike ? pairIds(recorded, asked) : [];
}

/** The segments of the path in which the two differ; both have the same template. */
export function pairIds(recorded: Call, asked: Call): readonly OwnId[] {
  const [ours, theirs] = [recorded.path.split("/"), asked.path.split("/")];
  return ours
    .map((segment, index): OwnId => [decodeComponent(segment), decodeComponent(knownAt(theirs, index))])
    .filter(([before, after]) => before !== after);
}

/**
 * Whether the client generated these ids: no earlier response contains them, nor did the user type them. An id from a response or a command
 * line selects a thing, and another one selects another thing.
 */
export function areGenerated(ids: readonly OwnId[], { recorded, number, typed }: Origin): boolean {
  const isKnown = (text: string): boolean => ids.some((pair) => pair.some((id) => text.includes(id)));
  if (number > LOOKED_AT || typed.some(isKnown)) return false;
  const before = recorded.slice(0, number).filter((one) => one.number < number);
  return !before.some(({ entry: { request, response } }) => isKnown(request.url) || isKnown(JSON.stringify(response)));
}

interface Origin {
  readonly recorded: readonly Recorded[];
  /** Of the exchange with the ids. */
  readonly number: number;
  /** Arguments of the recorded command. */
  readonly typed: readonly string[];
}

/** The client is waiting. */
const LOOKED_AT = 5000;
