import { matchParts } from "../sequence/match-parts.ts";

/** An ID after a prefix that names its kind: `wh-25d583ee`, `cus_4bbha5GIrPI`, `ORD-1001`. */
interface PrefixedId {
  readonly prefix: string;
  readonly tail: string;
}

/** Whether a value may be an id after a prefix; its counterpart in another recording decides. */
export function isPrefixed(value: string): boolean {
  return split(value) !== undefined;
}

/** Whether the part after the prefix was not chosen by a person. */
export function hasMadeUpTail(value: string): boolean {
  const id = split(value);
  return id !== undefined && isMadeUp(id.tail);
}

/**
 * Whether both are ids after one prefix, generated again with every run. If in doubt they are names: `us-central1`, `ubuntu-2404`.
 *
 * @param kind what the ids are of: a number after its abbreviation counts them, as `ORD-1001` does orders
 */
export function arePrefixedAlike(kind: string, before: string, after: string): boolean {
  const [one, other] = [split(before), split(after)];
  if (one === undefined || other === undefined || one.prefix !== other.prefix) return false;
  const tails = [one.tail, other.tail];
  if (tails.every((tail) => /^\d+$/.test(tail))) return isShortFor(one.prefix, kind) || tails.every(isLongNumber);
  if (tails.every(isMadeUp)) return true;
  // A run of letters alone is made up too where the other is and has as many.
  return tails.some(isMadeUp) && one.tail.length === other.tail.length && one.tail.length >= LONG;
}

function split(value: string): PrefixedId | undefined {
  const [, prefix = "", tail] = matchParts(/^([a-z]{1,12}[-_])([a-z\d]+)$/i, value);
  return tail === undefined ? undefined : { prefix, tail };
}

/** Hexadecimal, or a digit followed by a letter: words have their digits at the end. */
function isMadeUp(tail: string): boolean {
  if (tail.length < 6) return false;
  if (isLongNumber(tail) || /\d[a-z]/i.test(tail)) return true;
  return /^[\da-f]+$/.test(tail) && /\d/.test(tail) && /[a-f]/.test(tail);
}

/** No year, no version: a time since 1970, a snowflake. */
function isLongNumber(tail: string): boolean {
  return /^\d{10,}$/.test(tail);
}

/** `usr` for `user`, `wh` for `webhook`: its first letter, and more of it in their order. */
function isShortFor(prefix: string, kind: string): boolean {
  const letters = prefix.slice(0, -1).toLowerCase();
  const word = kind.toLowerCase();
  if (letters[0] !== word[0]) return false;
  let place = 0;
  for (const letter of letters) {
    place = word.indexOf(letter, place) + 1;
    if (place === 0) return false;
  }
  return true;
}

const LONG = 8;
