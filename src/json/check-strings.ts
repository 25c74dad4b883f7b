import { toCodeUnits, unitAt } from "../sequence/code-units.ts";

/** A string in JSON that has no escapes. */
export interface PlainString {
  /** Offset of its opening quote, and that behind the closing one. */
  start: number;
  end: number;
  /** Whether it names a member. */
  isName: boolean;
  /** Whether it has nothing but ASCII letters, digits, dots, hyphens and underscores. */
  isWord: boolean;
}

/**
 * Whether a text is JSON, all of whose strings pass a check: one walk, which makes no values. False also where it cannot tell: where
 * strings have backslashes, and at more than 60 levels. The check is given the same object each time.
 */
export function checkStrings(text: string, check: (string: PlainString) => boolean): boolean {
  const units = toCodeUnits(text);
  const string: PlainString = { start: 0, end: 0, isName: false, isWord: false };
  let depth = 0;
  let next = VALUE;
  for (let at = 0; at < text.length;) {
    const code = unitAt(units, at);
    at += 1;
    if (code === QUOTE) {
      string.isName = next >= NAME;
      if (!(next <= ITEM || string.isName)) return false;
      string.start = at - 1;
      if (!readString(units, string) || !check(string)) return false;
      at = string.end;
      next = string.isName ? COLON : REST;
    } else if (code === 0x2c) {
      if (next !== REST || depth === 0) return false;
      next = isObject[depth] === 1 ? NAME : VALUE;
    } else if (code === 0x3a) {
      if (next !== COLON) return false;
      next = VALUE;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      depth += 1;
      if (next > ITEM || depth === isObject.length) return false;
      isObject[depth] = code === OPEN_OBJECT ? 1 : 0;
      next = code === OPEN_OBJECT ? FIRST_NAME : ITEM;
    } else if (code === OPEN_OBJECT + 2 || code === OPEN_ARRAY + 2) {
      const first = code === OPEN_OBJECT + 2 ? FIRST_NAME : ITEM;
      if (depth === 0 || (isObject[depth] === 1 ? FIRST_NAME : ITEM) !== first || (next !== REST && next !== first))
        return false;
      depth -= 1;
      next = REST;
    } else if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) {
      BARE.lastIndex = at - 1;
      if (next > ITEM || !BARE.test(text)) return false;
      at = BARE.lastIndex;
      next = REST;
    }
  }
  return depth === 0 && next === REST;
}

/** What may come next: in front of all others a value, in the last two a name. `ITEM` and `FIRST_NAME` may be an end as well. */
const VALUE = 0;
const ITEM = 1;
const COLON = 2;
const REST = 3;
const NAME = 4;
const FIRST_NAME = 5;

const QUOTE = 0x22;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;

/** By depth, 1 for objects and 0 for arrays. */
const isObject = new Uint8Array(60);

/** A number, or one of JSON's words. What follows is looked at next: no letter or digit may. */
const BARE = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** By character code: what stands in strings (1), in words (3). Controls, quotes and backslashes do not. */
const KINDS = new Uint8Array(128).fill(1, 0x20);
KINDS[QUOTE] = 0;
KINDS[0x5c] = 0;
for (const code of Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")) KINDS[code] = 3;

/** Sets what is known of the string that begins there. False where it has an escape, or no end. */
function readString(units: Uint16Array, string: PlainString): boolean {
  let at = string.start + 1;
  let kinds = 3;
  for (;;) {
    const code = unitAt(units, at);
    const kind = code < 128 ? (KINDS[code] ?? 0) : 1;
    if (kind === 0) break;
    kinds &= kind;
    at += 1;
  }
  string.isWord = kinds === 3;
  string.end = at + 1;
  return unitAt(units, at) === QUOTE;
}
