import { knownAt } from "../sequence/known-at.ts";
import { matchedText } from "../sequence/matched-text.ts";
import type { PostData } from "../trace/model/types.ts";
import { hasPieces, splitAtAliases } from "./aliases.ts";
import { type BodyLeaves, readLeaves, readOpening } from "./body-leaves.ts";
import type { OwnId } from "./own-ids.ts";
import { type AskedBody, readRecordedBody, withoutIgnored } from "./request-body.ts";
import { ANY, isVolatileField } from "./volatile.ts";

/** A recorded body, read once. */
export interface KnownBody {
  /** The same text for equivalent bodies: secrets, boundaries and the order of members make no difference. */
  readonly key: string;
  /** How similar a received body is. */
  readonly likenessOf: (asked: AskedBody) => Likeness;
  /** Names of members that differ in a received body; none if the end of the recorded one is not known. */
  readonly differencesOf: (asked: AskedBody, isOwn?: IsOwn) => readonly string[];
}

/** Whether the client generated these two values of a place. */
type IsOwn = (place: string, pair: OwnId) => boolean;

/** Larger numbers mean more similar; the first number that differs decides. */
type Likeness = readonly number[];

export interface KnownBodyOptions {
  /** Whether a member does not count. @default all count */
  readonly ignores?: (pointer: string) => boolean;
  /** When its request was sent, in milliseconds since 1970; times near to it match any. @default unknown */
  readonly startedAt?: number;
}

export function readKnown(
  postData: PostData | undefined,
  { ignores = () => false, startedAt = Number.NaN }: KnownBodyOptions = {},
): KnownBody {
  const body = readRecordedBody(postData);
  const type = typeOf(body.mimeType);
  if (postData?._truncated === true) return readCut(postData, type, readOpening(body));
  const leaves = withoutVolatile(withoutIgnored(readLeaves(body), ignores), startedAt);
  return {
    key: JSON.stringify([type, ...listLeaves(leaves)]),
    likenessOf: (asked) => [
      likenessOfTypes(type, typeOf(asked.mimeType)),
      asked.beginning !== undefined && beginsWith(body.bytes, asked.beginning) ? 1 : 0,
      countEqual(leaves, asked.leaves, false),
      -countMissing(leaves, asked.leaves),
      WHOLE,
    ],
    differencesOf: (asked, isOwn = () => false) =>
      asked.beginning === undefined ? listDifferences(leaves, asked.leaves, isOwn) : [],
  };
}

/** With an alias for what each run sends otherwise. */
function withoutVolatile(leaves: BodyLeaves, startedAt: number): BodyLeaves {
  const toKnown = ([name, value]: readonly [string, string]): readonly [string, string] => {
    const field = matchedText(/[^/]*$/, name.replace(/\0.*/s, ""));
    return [name, isVolatileField(field, value, startedAt) ? ANY : value];
  };
  return new Map(Array.from(leaves, toKnown));
}

function beginsWith(bytes: Buffer, beginning: Buffer): boolean {
  return bytes.subarray(0, beginning.byteLength).equals(beginning);
}

/** The key for a recorded body with the same values, if no secret was masked in it. */
export function keyOfAsked({ mimeType, leaves }: AskedBody): string {
  return JSON.stringify([typeOf(mimeType), ...listLeaves(leaves)]);
}

/** The evidence about the ends of two bodies: that they are the same, or their lengths. */
const WHOLE = 1;

/** Of a truncated body, the digest and the length are those of the whole. */
function readCut({ _sha256: sha256, _size: size }: PostData, type: string, opening: BodyLeaves): KnownBody {
  return {
    // Each time another boundary makes another digest.
    key: JSON.stringify([type, size, type.startsWith("multipart/") ? "" : sha256, ...listLeaves(opening)]),
    likenessOf: (asked) => {
      const isSame = sha256 !== undefined && size === asked.size && sha256 === asked.sha256();
      return [
        likenessOfTypes(type, typeOf(asked.mimeType)),
        0,
        isSame ? Infinity : countOpening(opening, asked),
        0,
        size === asked.size ? WHOLE : 0,
      ];
    },
    differencesOf: () => [],
  };
}

/** Position of the recorded body that is most similar to a received one; of equal ones, the first that `isNext`, or else the first. */
export function findMostAlike(
  bodies: readonly KnownBody[],
  asked: AskedBody,
  isNext: (place: number) => boolean = () => false,
): number {
  // If there is only one candidate, the body is not read.
  if (bodies.length < 2) return 0;
  let best = 0;
  let most: Likeness | undefined;
  for (const [place, { likenessOf }] of bodies.entries()) {
    const likeness = [...likenessOf(asked), isNext(place) ? 1 : 0];
    if (most !== undefined && !isMoreAlike(likeness, most)) continue;
    best = place;
    most = likeness;
  }
  return best;
}

/** Whether the first is the larger. */
function isMoreAlike(one: Likeness, other: Likeness): boolean {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at >= 0 && knownAt(one, at) > knownAt(other, at);
}

function typeOf(mimeType: string): string {
  return mimeType.replace(/;.*/s, "").trim().toLowerCase();
}

/** A type that is not known may be any. */
function likenessOfTypes(one: string, other: string): number {
  if (one === "" || other === "") return 0;
  return one === other ? 1 : -1;
}

function listLeaves(leaves: BodyLeaves): readonly string[] {
  return Array.from(leaves, ([name, value]) => JSON.stringify([name, ...splitAtAliases(value)])).toSorted();
}

/** A matching opening is as conclusive as the whole body. */
function countOpening(opening: BodyLeaves, asked: AskedBody): number {
  const came = asked.opening();
  const last = [...opening.keys()].at(-1);
  const agrees = [...opening].every(([name, value]) =>
    hasPieces(came.get(name) ?? "", splitAtAliases(value), name === last),
  );
  return agrees ? asked.leaves.size : countEqual(opening, came, true);
}

/** Differing leaves count against it; an alias matches any value, and is no evidence. */
function countEqual(recorded: BodyLeaves, asked: BodyLeaves, isCut: boolean): number {
  let equal = 0;
  for (const [name, value] of asked) {
    const known = recorded.get(name);
    if (known === value) equal += 1;
    else if (known !== undefined && !standsFor(known, value, isCut)) equal -= 1;
  }
  return equal;
}

function listDifferences(recorded: BodyLeaves, asked: BodyLeaves, isOwn: IsOwn): readonly string[] {
  const names = new Set([...recorded.keys(), ...asked.keys()]);
  const differing = [...names].filter((name) => {
    const [known, value] = [recorded.get(name), asked.get(name)];
    if (known === undefined || value === undefined) return true;
    return known !== value && !standsFor(known, value, false) && !isOwn(name, [known, value]);
  });
  // NUL precedes what distinguishes values of one name.
  return [...new Set(differing.map((name) => name.replace(/\0.*/s, "") || "all of it"))];
}

function standsFor(known: string, value: string, isCut: boolean): boolean {
  const pieces = splitAtAliases(known);
  return pieces.length > 1 && hasPieces(value, pieces, isCut);
}

function countMissing(recorded: BodyLeaves, asked: BodyLeaves): number {
  return [...recorded.keys()].filter((name) => !asked.has(name)).length;
}
