import { createGroups } from "../../sequence/groups.ts";
import { foldedOf, pairOf, PAIRS, PLACES } from "./character-places.ts";
import { type Need, neededBy } from "./needed-by.ts";
import { isMet } from "./needed-characters.ts";
import { readyParts } from "./ready-parts.ts";
import { splitPattern } from "./split-pattern.ts";

/** The patterns that are tested so. */
export type Guarded = "named" | "signs";

/** Alternatives of a pattern that end alike. */
export interface GuardedParts {
  readonly starts: readonly GuardedStart[];
  readonly end: string;
}

/**
 * Lists, because objects take twice the space in the file that the build writes. The need is the rarest of it. Each text that the part matches
 * has one of the anchors; without any, nothing is known of it.
 */
type GuardedStart = readonly [source: string, need: Need, anchors: readonly number[]];

/**
 * The test of a pattern with many alternatives, of which most texts have none: one is compiled when a text first has the characters that it
 * needs. V8 takes milliseconds to compile a pattern of some kilobytes, and a short text needs a few of its parts at most.
 *
 * @param name by which the build prepares it
 * @param pattern without groups that are referred to, and not global or sticky
 */
export function createGuardedTest(name: Guarded, pattern: RegExp): (text: string) => boolean {
  let test: ((text: string) => boolean) | undefined;
  return (text) => {
    test ??= prepareTest(pattern, readyParts[name] ?? listParts(pattern));
    return test(text);
  };
}

/** What the build works out (scripts/build/ready-parts.ts). */
export function listParts({ source, flags }: RegExp): readonly GuardedParts[] {
  return splitPattern(source).map(({ starts, end }) => ({
    starts: starts.map((start) => {
      const need = shortenNeed(neededBy(new RegExp(start + end, flags)));
      return [start, need, anchorsOf(need) ?? []];
    }),
    end,
  }));
}

/** The rarest that is sure, without choices if there is any: what all words are followed by need not be written for each of them. */
function shortenNeed(need: Need): Need {
  const sure = need.filter((one) => typeof one === "number");
  return sure.length === 0 ? need : sure.toSorted((a, b) => costOf([a]) - costOf([b])).slice(0, MOST_NEEDED);
}

const MOST_NEEDED = 3;

function anchorsOf(need: Need): readonly number[] | undefined {
  let best: readonly number[] | undefined;
  for (const one of need) {
    const anchors = typeof one === "number" ? [one] : anchorsOfChoices(one);
    if (anchors !== undefined && (best === undefined || costOf(anchors) < costOf(best))) best = anchors;
  }
  return best;
}

function anchorsOfChoices(choices: readonly Need[]): readonly number[] | undefined {
  const all = choices.map(anchorsOf);
  return all.includes(undefined) ? undefined : all.flatMap((anchors) => anchors ?? []);
}

/** How many texts have one of them, roughly. */
function costOf(anchors: readonly number[]): number {
  return anchors.reduce(
    (sum, place) => sum + (place >= PAIRS ? 40 * frequencyOf(place) : frequencyOf(place >> 7) * frequencyOf(place)),
    0,
  );
}

/** How common a character is in names and values. */
function frequencyOf(place: number): number {
  const character = String.fromCharCode(place & 0x7f);
  if (/[aeinorst"\s:/-]/.test(character)) return 5;
  return /[a-z\d,._]/.test(character) ? 3 : 1;
}

function prepareTest(pattern: RegExp, alternatives: readonly GuardedParts[]): (text: string) => boolean {
  const parts = alternatives.flatMap(({ starts, end }) => starts.map((start) => createPart(start, end, pattern.flags)));
  const always = parts.filter(({ anchors }) => anchors.length === 0);
  const byAnchor = createGroups<number, Part>();
  const isAnchor = new Uint8Array(PLACES);
  for (const part of parts) {
    for (const anchor of part.anchors) {
      byAnchor.add(anchor, part);
      isAnchor[anchor] = 1;
    }
  }
  return (text) => {
    try {
      const places = notePlaces(text, isAnchor);
      const possible = always.filter(isPossible);
      for (const place of places) {
        for (const part of byAnchor.of(place)) if (isPossible(part)) possible.push(part);
      }
      return possible.length > MOST_PARTS ? pattern.test(text) : possible.some((part) => part.matches(text));
    } finally {
      forgetPlaces(text);
    }
  };
}

/** A long text of random letters has the characters of nearly all: one look for them together takes less time then. */
const MOST_PARTS = 200;

function isPossible({ need }: Part): boolean {
  return isMet(need, present);
}

interface Part {
  readonly need: Need;
  readonly anchors: readonly number[];
  readonly matches: (text: string) => boolean;
}

function createPart([source, need, anchors]: GuardedStart, end: string, flags: string): Part {
  let pattern: RegExp | undefined;
  return { need, anchors, matches: (text) => (pattern ??= new RegExp(source + end, flags)).test(text) };
}

/** The characters of the text that is tested, and its pairs of neighbors (see `Characters`). All are zero between two tests. */
const present = new Uint8Array(PLACES);

/** Notes all, and returns those that are anchors. Without calls: most texts are looked at while V8 still interprets this. */
function notePlaces(text: string, isAnchor: Uint8Array): readonly number[] {
  const found: number[] = [];
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = foldedOf(text.charCodeAt(at));
    const alone = PAIRS + code;
    if (present[alone] === 0) {
      present[alone] = 1;
      if (isAnchor[alone] === 1) found.push(alone);
    }
    const pair = pairOf(before, code);
    if (present[pair] === 0) {
      present[pair] = 1;
      if (isAnchor[pair] === 1) found.push(pair);
    }
    before = code;
  }
  return found;
}

/** A short text has few: setting all to zero would take longer. */
function forgetPlaces(text: string): void {
  if (text.length > PLACES) {
    present.fill(0);
    return;
  }
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = foldedOf(text.charCodeAt(at));
    present[PAIRS + code] = 0;
    present[pairOf(before, code)] = 0;
    before = code;
  }
}
