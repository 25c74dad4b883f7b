import { firstOf, secondOf, toCodePairs, toCodeUnits, unitAt } from "../../sequence/code-units.ts";
import { createGroups } from "../../sequence/groups.ts";
import { digitAt } from "./digit-at.ts";
import { FORMATS } from "./formats.ts";
import { readyRarest } from "./ready-rarest.ts";

/** A literal to search for, with the item that it belongs to. */
interface Anchor<Owner> {
  readonly opening: string;
  readonly owner: Owner;
  /** Position of the two characters in the opening by which it was found. */
  readonly offset: number;
}

/** Reports each position at which one of the openings begins, in the order of the text. */
export type OpeningSearch<Owner> = (
  text: string,
  onOpening: (owner: Owner, start: number, end: number) => void,
) => void;

/**
 * Prepares a search for many openings at once. For each opening, the three consecutive characters that are rarest in bodies are chosen. The
 * search looks at every second position of a text, which shows two of them. Most texts contain none of these pairs, so no opening is
 * compared.
 */
export function createOpeningSearch<Owner>(owners: ReadonlyMap<Owner, readonly string[]>): OpeningSearch<Owner> {
  // 1 for each pair that leads to an opening, and for each three characters, because a pair alone is frequent.
  const isKnown = new Uint8Array(PAIRS);
  const isTriple = new Uint8Array(TRIPLES);
  const anchors = createGroups<number, Anchor<Owner>>();
  for (const [owner, openings] of owners) {
    for (const opening of openings) {
      const rarest = findRarest(opening);
      const units = toCodeUnits(opening);
      isTriple[tripleOf(units, rarest)] = 1;
      for (const offset of [rarest, rarest + 1]) {
        const pair = pairOf(units, offset);
        isKnown[pair] = 1;
        anchors.add(pair, { opening, owner, offset });
      }
    }
  }
  return (text, onOpening) => {
    const { units, pairs } = toCodePairs(text);
    const last = text.length >> 1;
    for (
      let place = findPair(pairs, { from: 0, last }, isKnown);
      place < last;
      place = findPair(pairs, { from: place + 1, last }, isKnown)
    ) {
      const at = place * 2;
      if (isTriple[tripleOf(units, at)] === 0 && isTriple[tripleOf(units, at - 1)] === 0) continue;
      for (const { opening, owner, offset } of anchors.of(pairOf(units, at))) {
        const start = at - offset;
        if (start >= 0 && text.startsWith(opening, start)) onOpening(owner, start, start + opening.length);
      }
    }
  };
}

/**
 * The next known one of the pairs that begin at every second position. In a separate function, because any other code in the loop makes it
 * five times as slow.
 */
function findPair(
  pairs: Uint32Array,
  { from, last }: { readonly from: number; readonly last: number },
  isKnown: Uint8Array,
): number {
  let place = from;
  while (place < last && isKnown[numberOfPair(pairs[place] ?? 0)] === 0) place += 1;
  return place;
}

const PAIRS = 1 << 14;

/** Two characters as a number. Those beyond ASCII share the numbers of others, which costs a comparison. */
function pairOf(units: Uint16Array, at: number): number {
  return ((unitAt(units, at) << 7) ^ unitAt(units, at + 1)) & (PAIRS - 1);
}

/** The same of two that are read at once. */
function numberOfPair(pair: number): number {
  return ((firstOf(pair) << 7) ^ secondOf(pair)) & (PAIRS - 1);
}

const TRIPLES = 1 << 15;

/** The same for three. Beyond the ends of the text it is any number, which costs no more. */
function tripleOf(units: Uint16Array, at: number): number {
  return ((unitAt(units, at) << 10) ^ (unitAt(units, at + 1) << 5) ^ unitAt(units, at + 2)) & (TRIPLES - 1);
}

/** The position of the three rarest characters. */
export function findRarest(opening: string): number {
  known ??= readRarest(readyRarest);
  return known.get(opening) ?? workOutRarest(opening);
}

let known: ReadonlyMap<string, number> | undefined;

/** What the build has written, by the openings. */
export function readRarest(digits: string): ReadonlyMap<string, number> {
  if (digits === "") return new Map();
  const openings = FORMATS.flatMap((format) => format.openings);
  return new Map(openings.map((opening, index) => [opening, digitAt(digits, index) ?? workOutRarest(opening)]));
}

function workOutRarest(opening: string): number {
  if (opening.length < 3) throw new Error(`An opening has at least three characters: "${opening}"`);
  let [rarest, least] = [0, Infinity];
  let [first, second] = [costOf(opening, 0), costOf(opening, 1)];
  for (let at = 0; at + 2 < opening.length; at += 1) {
    const third = costOf(opening, at + 2);
    const cost = second * (first + third);
    if (cost < least) [rarest, least] = [at, cost];
    [first, second] = [second, third];
  }
  return rarest;
}

/** How common a character is in JSON, roughly: in names, numbers, UUIDs and addresses. */
function costOf(text: string, at: number): number {
  return COSTS[text.charCodeAt(at)] ?? 1;
}

/** By the code of the character: a start looks up some hundreds. */
const COSTS = listCosts();

function listCosts(): Uint8Array {
  const costs = new Uint8Array(128).fill(1);
  const classes = [
    ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2],
    ["abcdefghijklmnopqrstuvwxyz", 3],
    ['etaoinsr"/:-', 5],
    ["0123456789", 7],
  ] as const;
  for (const [characters, cost] of classes) {
    for (const character of characters) costs[character.charCodeAt(0)] = cost;
  }
  return costs;
}
