import { knownAt } from "../sequence/known-at.ts";
import { readIdTime } from "../shapes/id-time.ts";
import { IDS_IN_TEXT } from "../shapes/made-by-machine.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import type { Call } from "./call.ts";
import { type IsMentioned, createMentions } from "./first-mentions.ts";
import type { Recorded } from "./matcher.ts";
import { ANY, NEAR } from "./volatile.ts";

/** An id that the client generated, and the recorded one in its place. */
export type OwnId = readonly [recorded: string, own: string];

/** Whether its path contains an id that its client may have generated. */
export function mayOwnIds({ path }: Call): boolean {
  return path !== withoutIds(path);
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

/**
 * Programs often cut a UUID after its first eight digits, or take the random digits of `Math.random().toString(36)`, or a nanoid, which may
 * have hyphens.
 */
const GENERATED_SOURCE = [
  IDS_IN_TEXT,
  String.raw`(?<!\w)(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}(?!\w)`,
  String.raw`(?<!\w)(?=[a-z\d]{1,12}[a-z]\d+[a-z]+\d)[a-z\d]{8,13}(?!\w)`,
  String.raw`(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z][\w-]*[a-z])(?=[\w-]*[A-Z][\w-]*[A-Z])[\w-]{21}(?![\w-])`,
].join("|");
const GENERATED = new RegExp(GENERATED_SOURCE, "g");
const WHOLE = new RegExp(`^(?:urn:)?(?:uuid:)?(?:${GENERATED_SOURCE})$`);

/** Ids under which a request created something, where it was found under another one. */
export function pairOwnIds(recorded: Call, asked: Call): readonly OwnId[] {
  if (recorded.path === asked.path) return [];
  const isAlike = mayOwnIds(asked) && withoutPathIds(recorded).path === withoutPathIds(asked).path;
  return isAlike ? pairIds(recorded, asked) : [];
}

/** The segments of the path in which the two differ; both have the same template. */
export function pairIds(recorded: Call, asked: Call): readonly OwnId[] {
  const [ours, theirs] = [recorded.path.split("/"), asked.path.split("/")];
  return ours
    .map((segment, index): OwnId => [decodeComponent(segment), decodeComponent(knownAt(theirs, index))])
    .filter(([before, after]) => before !== after);
}

/** What is known about the ids of a trace. */
export interface OwnIds {
  /** Whether the client made these ids up for its own path. */
  readonly areOfPath: (one: Recorded, asked: Call, now: number) => boolean;
  /** Whether it certainly made up these values of a body, so that they are no difference. */
  readonly isOfBody: (one: Recorded, place: string, found: FoundPair) => boolean;
}

interface FoundPair {
  readonly pair: OwnId;
  readonly now: number;
}

/**
 * Tells ids that a client generated from those that it got: an id from a response or a command line selects a thing, and another one
 * selects another thing.
 */
export function createOwnIds(recorded: readonly Recorded[], typed: readonly string[]): OwnIds {
  let mentions: IsMentioned | undefined;
  const areGenerated = (pairs: readonly OwnId[], number: number): boolean => {
    const ids = pairs.flat();
    if (number > LOOKED_AT || typed.some((text) => ids.some((id) => text.includes(id)))) return false;
    mentions ??= createMentions(recorded, GENERATED);
    return !mentions(ids, number);
  };
  return {
    areOfPath: (one, asked, now) => {
      const pairs = pairIds(one.call, asked);
      return (
        (creates(one) || pairs.every((pair) => areNew(pair, [one.startedAt, now]))) && areGenerated(pairs, one.number)
      );
    },
    // An ID that only looks generated may as well come from a file, such as that of a project, or a commit.
    isOfBody: (one, place, { pair, now }) =>
      pair.every((id) => WHOLE.test(id)) &&
      (MESSAGE_ID.test(place) || areNew(pair, [one.startedAt, now])) &&
      areGenerated([pair], one.number),
  };
}

/**
 * Whether a request created what its path names: by PUT (RFC 9110, section 9.3.4), or because the response says so. With any other method,
 * a thing that no response named existed before, and its id may come from a file.
 */
function creates({ call: { method }, entry: { response } }: Recorded): boolean {
  return method === "PUT" || (/^(?:POST|PATCH)$/.test(method) && response.status === 201);
}

/** Whether both contain the time at which they were made, which is just before they were sent: UUIDs of versions 1, 6, and 7, ULIDs, ObjectIds. */
function areNew(pair: OwnId, sent: readonly [number, number]): boolean {
  return pair.every((id, index) => {
    const made = readIdTime(id);
    return made !== undefined && Math.abs(made - knownAt(sent, index)) < NEAR;
  });
}

/** Of WS-Addressing, which is unique for each message. */
const MESSAGE_ID = /\/Header\/MessageID$/;

/** The client is waiting. */
const LOOKED_AT = 5000;
