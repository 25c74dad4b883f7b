import {
  AMPERSAND,
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  COMMA,
  DOUBLE_QUOTE,
  EQUALS,
  HASH,
  LINE_FEED,
  LOWER_N,
  LOWER_R,
  LOWER_U,
  LOWER_X,
  OPEN_BRACE,
  PERCENT,
  SEMICOLON,
  SEVEN,
  SINGLE_QUOTE,
  THREE,
  UPPER_D,
  UPPER_U,
  ZERO,
} from "../../sequence/ascii.ts";
import { toCodeUnits } from "../../sequence/code-units.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { looksLikeJson } from "../places/looks-like-json.ts";

/** A text with escapes taken out, and where each character of it came from. */
export interface Unescaped {
  /** With spaces in place of plus signs. */
  readonly text: string;
  readonly exact: string;
  /** Where in the original the characters begin and end. Undefined if each kept its place. */
  readonly places: Places | undefined;
}

export interface Places {
  readonly startOf: (index: number) => number;
  /** Something may have been removed after it. */
  readonly endOf: (index: number) => number;
}

/**
 * Takes the escapes of URLs, JSON, programs, shells and HTML out of a text, again and again while there are any, so
 * that one comparison finds a value however and however often it was escaped. Line breaks go, as encoders put them
 * anywhere; plus signs become spaces, as forms write them. Yields nothing for a text that has none of all these.
 */
export function unescapeAll(text: string): Iterable<Unescaped> {
  if (/[%\\&]|'"'"'/.test(text) || breaksValues(text)) return unescapeRounds(text);
  return text.includes("+") ? [{ text: text.replaceAll("+", " "), exact: text, places: undefined }] : NONE;
}

/** Most texts have no escapes, and are looked through without a generator. */
const NONE: readonly Unescaped[] = [];

function* unescapeRounds(text: string): Generator<Unescaped> {
  let exact = text;
  let places: Places | undefined;
  for (let round = 0; round < DEEPEST; round += 1) {
    const taken = takeOut(exact);
    if (taken === undefined && round > 0) return;
    if (taken !== undefined) {
      exact = taken.text;
      places = places === undefined ? taken.places : joinPlaces(taken.places, places);
    }
    yield { text: exact.replaceAll("+", " "), exact, places };
  }
}

function joinPlaces(inner: Places, outer: Places): Places {
  return {
    startOf: (index) => outer.startOf(inner.startOf(index)),
    endOf: (index) => outer.endOf(inner.endOf(index) - 1),
  };
}

/** Whether line breaks may be within values: those between the members of JSON are not, which spares most large bodies all of this. */
function breaksValues(text: string): boolean {
  if (!text.includes("\n")) return text.includes("\r");
  if (!looksLikeJson(text)) return true;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    // The codes of `{` and `[`, and of `}` and `]`, differ in one bit.
    const before = text.charCodeAt(text.charCodeAt(at - 1) === CARRIAGE_RETURN ? at - 2 : at - 1);
    if (before === COMMA || (before | 0x20) === OPEN_BRACE) continue;
    let next = at + 1;
    while (text.charCodeAt(next) <= 0x20) next += 1;
    if (next < text.length && (text.charCodeAt(next) | 0x20) !== CLOSE_BRACE) return true;
  }
  return false;
}

/** Escapes in escapes in escapes: a URL in a URL in a JSON string in a JSON string. */
const DEEPEST = 5;

/** Characters. */
const LONGEST_UNIT = 10;

/** By character code: 1 for those that may begin an escape. */
const MARKS = new Uint8Array(1 << 16);
for (const code of [CARRIAGE_RETURN, LINE_FEED, EQUALS, PERCENT, AMPERSAND, SINGLE_QUOTE, BACKSLASH]) MARKS[code] = 1;

/** One round; undefined if there is no escape. */
function takeOut(text: string): { readonly text: string; readonly places: Places } | undefined {
  const codes = toCodeUnits(text);
  const { length } = text;
  const parts: string[] = [];
  const table = createPlaceTable();
  let copied = 0;
  for (let at = nextMark(codes, 0, length); at < length; at = nextMark(codes, at, length)) {
    const width = readEscape(codes, at, length);
    if (width === 0) {
      at += 1;
      continue;
    }
    if (at > copied) parts.push(text.slice(copied, at));
    table.add(at - copied, copied, -1);
    if (meaning !== "") parts.push(meaning);
    table.add(meaning.length, at, at + width);
    at += width;
    copied = at;
  }
  if (copied === 0) return undefined;
  parts.push(text.slice(copied));
  table.add(length - copied, copied, -1);
  return { text: parts.join(""), places: table };
}

/** Where the next character is that may begin an escape. */
function nextMark(codes: Uint16Array, from: number, length: number): number {
  let at = from;
  while (at < length && codeAt(MARKS, codeAt(codes, at)) === 0) at += 1;
  return at;
}

interface PlaceTable extends Places {
  /** @param end of the escape of the character; -1 if it is not escaped */
  readonly add: (count: number, start: number, end: number) => void;
}

function createPlaceTable(): PlaceTable {
  // Of each part: where it begins in the text that is left, where in the one before, and where an escape ends there.
  const own: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let next = 0;
  const partOf = (index: number): number => {
    let low = 0;
    let high = own.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((own[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    add: (count, start, end) => {
      if (count === 0) return;
      own.push(next);
      starts.push(start);
      ends.push(end);
      next += count;
    },
    startOf: (index) => {
      const part = partOf(index);
      const start = starts[part] ?? 0;
      return (ends[part] ?? -1) < 0 ? start + index - (own[part] ?? 0) : start;
    },
    endOf: (index) => {
      const part = partOf(index);
      const end = ends[part] ?? -1;
      return end < 0 ? (starts[part] ?? 0) + index - (own[part] ?? 0) + 1 : end;
    },
  };
}

/** 0 after the end. */
function codeAt(codes: Uint16Array | Uint8Array, at: number): number {
  return codes[at] ?? 0;
}

/** The character of the last escape. Kept here, because returning a pair for each escape would double the time. */
let meaning = "";

/** Length of the escape that begins here, 0 if none does. */
function readEscape(codes: Uint16Array, at: number, length: number): number {
  switch (codes[at]) {
    case CARRIAGE_RETURN:
    case LINE_FEED:
      return means("", 1);
    case EQUALS:
      return readSoftBreak(codes, at, length);
    case PERCENT:
      return readBytes(codes, at, length);
    case AMPERSAND:
      return readEntity(codes, at, length);
    case SINGLE_QUOTE:
      return readShellQuote(codes, at, length);
    case BACKSLASH:
      return readBackslash(codes, at, length);
    default:
      return 0;
  }
}

function means(text: string, width: number): number {
  meaning = text === "\n" || text === "\r" ? "" : text;
  return width;
}

/** Quoted-printable: an equals sign, and one at the end of a line that is not meant, which may be escaped itself. */
function readSoftBreak(codes: Uint16Array, at: number, length: number): number {
  const behind = codes[at + 1];
  if (behind === THREE && codes[at + 2] === UPPER_D) return means("=", 3);
  if (behind !== LINE_FEED && behind !== CARRIAGE_RETURN && behind !== BACKSLASH) return 0;
  const next = toText(codes.subarray(at, Math.min(at + 5, length)));
  return means("", matchedText(/^=(?:\r?\n|\\n|\\r\\n)/, next).length);
}

/** A single quote in a shell's single quotes: `'\''` or `'"'"'`. */
function readShellQuote(codes: Uint16Array, at: number, length: number): number {
  if (codes[at + 1] !== BACKSLASH && codes[at + 1] !== DOUBLE_QUOTE) return 0;
  const next = toText(codes.subarray(at, Math.min(at + 5, length)));
  if (next.startsWith(String.raw`'\''`)) return means("'", 4);
  return next === `'"'"'` ? means("'", 5) : 0;
}

function readBackslash(codes: Uint16Array, at: number, length: number): number {
  if (at + 1 >= length) return 0;
  const next = codeAt(codes, at + 1);
  if (next === LOWER_X) return readBytes(codes, at, length);
  if (next === LOWER_U || next === UPPER_U) return readUnit(codes, at, length);
  if (next === LOWER_N || next === LOWER_R || next === LINE_FEED || next === CARRIAGE_RETURN) return means("", 2);
  const simple = SIMPLE.get(next);
  if (simple !== undefined) return means(simple, 2);
  if (next >= ZERO && next <= SEVEN) return readOctal(codes, at, length);
  // Before anything except a letter or digit, a backslash means the literal character: JSON, shells, regular expressions.
  return isLetterOrDigit(next) ? 0 : means(String.fromCharCode(next), 2);
}

const SIMPLE: ReadonlyMap<number, string> = new Map([
  [0x74, "\t"],
  [0x62, "\b"],
  [0x66, "\f"],
]);

function isLetterOrDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

/** `\141`, as C and shells write it. */
function readOctal(codes: Uint16Array, at: number, length: number): number {
  const [, digits = ""] = matchParts(/^\\([0-3][0-7]{2})/, toText(codes.subarray(at, Math.min(at + 4, length))));
  return digits === "" ? 0 : means(String.fromCharCode(Number.parseInt(digits, 8)), 4);
}

/** `\u0061` of JSON, `\u{61}` of JavaScript and Rust, `\U00000061` of Python and Go. */
function readUnit(codes: Uint16Array, at: number, length: number): number {
  if (codes[at + 1] === UPPER_U || codes[at + 2] === OPEN_BRACE) {
    const next = toText(codes.subarray(at, Math.min(at + LONGEST_UNIT, length)));
    const [escape = "", braced, long = ""] = matchParts(/^\\(?:u\{([\da-f]{1,6})\}|U([\da-f]{8}))/i, next);
    const point = Number.parseInt(braced ?? long, 16);
    return escape === "" || point > 0x10_ff_ff ? 0 : means(String.fromCodePoint(point), escape.length);
  }
  const high = at + 6 <= length ? readHex(codes, at + 2) : -1;
  const low = high < 0 ? -1 : readHex(codes, at + 4);
  return low < 0 ? 0 : means(String.fromCharCode((high << 8) | low), 6);
}

/** `%C3%A9` or `\xc3\xa9`: bytes of UTF-8, or else of Latin-1. */
function readBytes(codes: Uint16Array, at: number, length: number): number {
  if (codes[at] === PERCENT && codes[at + 1] === THREE) {
    const soft = /^%3D(?:%0D)?%0A/i.exec(toText(codes.subarray(at, Math.min(at + 9, length))));
    if (soft !== null) return means("", soft[0].length);
  }
  if (codes[at] === PERCENT && codes[at + 1] === LOWER_U) return readPercentUnit(codes, at, length);
  const marker = codes[at] === PERCENT ? 1 : 2;
  const width = marker + 2;
  const first = readByte(codes, at, length);
  if (first < 0) return 0;
  if (first < 0x80) return means(String.fromCharCode(first), width);
  const count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  let point = first & (0xff >> (count + 1));
  for (let index = 1; index < count; index += 1) {
    const byte = readByte(codes, at + index * width, length);
    if (first < 0xc2 || (byte & 0xc0) !== 0x80 || byte < 0) return means(String.fromCharCode(first), width);
    point = (point << 6) | (byte & 0x3f);
  }
  return point > 0x10_ff_ff
    ? means(String.fromCharCode(first), width)
    : means(String.fromCodePoint(point), count * width);
}

/** `%u0061`, which JavaScript's `escape` wrote. */
function readPercentUnit(codes: Uint16Array, at: number, length: number): number {
  const high = at + 6 <= length ? readHex(codes, at + 2) : -1;
  const low = high < 0 ? -1 : readHex(codes, at + 4);
  return low < 0 ? 0 : means(String.fromCharCode((high << 8) | low), 6);
}

function readByte(codes: Uint16Array, at: number, length: number): number {
  if (codes[at] === PERCENT) return at + 3 <= length ? readHex(codes, at + 1) : -1;
  return codes[at] === BACKSLASH && codes[at + 1] === LOWER_X && at + 4 <= length ? readHex(codes, at + 2) : -1;
}

/** The value of two hexadecimal digits, or -1. */
function readHex(codes: Uint16Array, at: number): number {
  const high = digitOf(codeAt(codes, at));
  const low = digitOf(codeAt(codes, at + 1));
  return high < 0 || low < 0 ? -1 : (high << 4) | low;
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

const LONGEST_ENTITY = 12;

function readEntity(codes: Uint16Array, at: number, length: number): number {
  // Most are not an escape, as in a form.
  const isNumber = codes[at + 1] === HASH;
  const isName = codes[at + 3] === SEMICOLON || codes[at + 4] === SEMICOLON || codes[at + 5] === SEMICOLON;
  if (!isNumber && !isName) return 0;
  const [entity = "", name = "", hex = "", decimal] = matchParts(
    // Browsers take decimal ones without their end too.
    /^&(?:(?:(amp|lt|gt|quot|apos|nbsp|sol|plus)|#x([\da-f]{1,8}));|#(\d{1,7});?)/i,
    toText(codes.subarray(at, Math.min(at + LONGEST_ENTITY, length))),
  );
  if (entity === "") return 0;
  const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
  const character = NAMED[name.toLowerCase()] ?? (point <= 0x10_ff_ff ? String.fromCodePoint(point) : "");
  return means(character, entity.length);
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00A0",
  sol: "/",
  plus: "+",
};

/** Node's decoder is ten times as fast as `String.fromCharCode` (2026-11-23, Node 24). */
function toText(codes: Uint16Array): string {
  return Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength).toString("utf16le");
}
