import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  LINE_FEED,
  LOWER_U,
  OPEN_BRACE,
  OPEN_BRACKET,
  SPACE,
  TAB,
} from "../sequence/ascii.ts";
import { ALL_KINDS, KIND, KINDS } from "../sequence/character-kinds.ts";
import { toCodeUnits, unitAt } from "../sequence/code-units.ts";

/** A string in JSON that has no escapes. */
export interface PlainString {
  /** Offset of its opening quote, and the offset after the closing one. */
  start: number;
  end: number;
  /** Whether it names a member. */
  isName: boolean;
  /** What holds of all its characters: see `KIND`. */
  kinds: number;
}

export function newString(): PlainString {
  return { start: 0, end: 0, isName: false, kinds: ALL_KINDS };
}

/** A JSON text whose strings have all passed. */
export interface CheckedJson {
  /** The longest number or word outside quotes, in characters. */
  readonly longestBare: number;
  /** Of those in a row, with no string between them, the most. */
  readonly mostBare: number;
}

/**
 * Whether a text is JSON all of whose strings pass a check: one walk, which creates no values. False also if it cannot decide: for strings
 * with backslashes, and for more than 60 levels. The check receives the same object each time, and the characters of the text.
 *
 * @param closeEscaped the end of a string whose first escape is at this offset; -1 if escapes are not accepted
 * @returns undefined if the text is not such JSON
 */
export function checkStrings(
  text: string,
  check: (string: PlainString, units: Uint16Array) => boolean,
  closeEscaped: (units: Uint16Array, at: number) => number = () => -1,
): CheckedJson | undefined {
  const units = toCodeUnits(text);
  const string = newString();
  let longestBare = 0;
  let bare = 0;
  let mostBare = 0;
  let depth = 0;
  let next = VALUE;
  for (let at = 0; at < text.length;) {
    const code = unitAt(units, at);
    at += 1;
    if (code === DOUBLE_QUOTE) {
      string.isName = next >= NAME;
      if (!(next <= ITEM || string.isName)) return undefined;
      string.start = at - 1;
      if (!readPlainString(units, string)) {
        string.end = closeEscaped(units, string.end - 1);
        if (string.end < 0) return undefined;
      }
      if (!check(string, units)) return undefined;
      at = string.end;
      bare = 0;
      next = string.isName ? BEFORE_COLON : REST;
    } else if (code === COMMA) {
      if (next !== REST || depth === 0) return undefined;
      next = isObject[depth] === 1 ? NAME : VALUE;
    } else if (code === COLON) {
      if (next !== BEFORE_COLON) return undefined;
      next = VALUE;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (next > ITEM || depth === isObject.length) return undefined;
      isObject[depth] = code === OPEN_BRACE ? 1 : 0;
      next = code === OPEN_BRACE ? FIRST_NAME : ITEM;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      const first = code === CLOSE_BRACE ? FIRST_NAME : ITEM;
      if (depth === 0 || (isObject[depth] === 1 ? FIRST_NAME : ITEM) !== first || (next !== REST && next !== first))
        return undefined;
      depth -= 1;
      next = REST;
    } else if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) {
      const end = next > ITEM ? -1 : endOfBareAt(text, at - 1);
      if (end < 0) return undefined;
      longestBare = Math.max(longestBare, end - at + 1);
      bare += 1;
      mostBare = Math.max(mostBare, bare);
      at = end;
      next = REST;
    }
  }
  return depth === 0 && next === REST ? { longestBare, mostBare } : undefined;
}

/** Whether a text is JSON, as far as one walk can decide: false for some with more than 60 levels. */
export function isPlainlyJson(text: string): boolean {
  return checkStrings(text, () => true, endOfEscaped) !== undefined;
}

/**
 * States: the next token may be a value, or a name in the last two states. In `ITEM` and `FIRST_NAME`, it may also be
 * an end.
 */
const VALUE = 0;
const ITEM = 1;
const BEFORE_COLON = 2;
const REST = 3;
const NAME = 4;
const FIRST_NAME = 5;

/** By depth, 1 for objects and 0 for arrays. */
const isObject = new Uint8Array(60);

/** A number or a JSON literal. The next character is checked afterwards: it may not be a letter or digit. */
const BARE = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Offset after the number or word there; -1 if there is none. */
export function endOfBareAt(text: string, at: number): number {
  BARE.lastIndex = at;
  return BARE.test(text) ? BARE.lastIndex : -1;
}

/** Offset after the closing quote of a string whose first escape or break is there; -1 if it is not a string. */
function endOfEscaped(units: Uint16Array, from: number): number {
  for (let at = from; ; at += 1) {
    const code = unitAt(units, at);
    if (code === DOUBLE_QUOTE) return at + 1;
    if (code < 0x20) return -1;
    if (code !== BACKSLASH) continue;
    at += 1;
    const escaped = unitAt(units, at);
    if (escaped === LOWER_U) {
      for (const end = at + 4; at < end; at += 1) if (!isHexDigit(unitAt(units, at + 1))) return -1;
    } else if (!ESCAPED.has(escaped)) return -1;
  }
}

const ESCAPED: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));

function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}

const PLAIN = KIND.plain;

/** Records the string that begins there. False if it has an escape, or no end. */
export function readPlainString(units: Uint16Array, string: PlainString): boolean {
  // Read once, because a binding of another module is looked up at each access.
  const table = KINDS;
  let at = string.start + 1;
  let kinds: number = ALL_KINDS;
  for (;;) {
    const code = unitAt(units, at);
    const kind = code < 128 ? (table[code] ?? 0) : PLAIN;
    // Controls, quotes and backslashes end it.
    if (kind === 0) break;
    kinds &= kind;
    at += 1;
  }
  string.kinds = kinds;
  string.end = at + 1;
  return unitAt(units, at) === DOUBLE_QUOTE;
}
