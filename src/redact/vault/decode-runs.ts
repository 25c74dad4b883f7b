import { DASH, PLUS, SLASH, UNDERSCORE } from "../../sequence/ascii.ts";
import { byteAt } from "../../sequence/byte-at.ts";
import { ALL_KINDS, KIND, KINDS } from "../../sequence/character-kinds.ts";
import { toCodeUnits, unitAt } from "../../sequence/code-units.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { decodeBytes } from "../../trace/bodies/decode-bytes.ts";

/** Characters in a row that are another text in an encoding of bytes. */
export interface DecodedRun {
  /** Offsets of the characters. */
  readonly start: number;
  readonly end: number;
  /** What they decode to. */
  readonly text: string;
}

/**
 * Finds base64, base32, hexadecimal digits (also separated), decimal codes and quoted-printable in a text that decode to another text, even
 * compressed or UTF-16. The decoded text may contain such a run again.
 */
export function decodeRuns(text: string): readonly DecodedRun[] {
  if (text.length < SHORTEST_RUN) return NONE;
  const isLong = text.length >= LONG;
  const known = isLong ? last : lastShort;
  if (text === known.text) return known.runs;
  const runs: DecodedRun[] = [];
  const areApart = findPlain(text, runs) || mayBeApart(text);
  if (areApart) for (const notation of SPACED) findSpaced(text, notation, runs);
  if (isLong) last = { text, runs };
  else lastShort = { text, runs };
  return runs;
}

/** Marks a text as known to contain none. */
export function noteNoRuns(text: string): void {
  if (text.length >= LONG) last = { text, runs: NONE };
}

/** Whether a text has this mark. */
export function isKnownWithoutRuns(text: string): boolean {
  return text === last.text && last.runs.length === 0;
}

/**
 * Whether a part of a text has such a run without separators; undefined if it may have separated bytes, which only a check of the whole
 * text can decide.
 *
 * @param kinds what is known to hold of all its characters @default nothing
 */
// oxlint-disable-next-line max-params -- called for each string of each body
export function hasRunIn(text: string, from: number, to: number, kinds = 0): boolean | undefined {
  if ((kinds & KIND.run) !== 0) return to - from >= SHORTEST_RUN && isRun(text, { start: from, end: to, kinds });
  const table = KINDS;
  let start = from;
  let kind = ALL_KINDS;
  let lastEnd = -9;
  let shorts = 0;
  for (let at = from; at <= to; at += 1) {
    const own = at < to ? byteAt(table, text.charCodeAt(at)) : 0;
    if ((own & IN_RUN) !== 0) {
      kind &= own;
      continue;
    }
    const width = at - start;
    if (width >= SHORTEST_RUN) {
      if (isRun(text, { start, end: at, kinds: kind })) return true;
    } else if (width > 0) {
      shorts = width <= LONGEST_SHORT && start - lastEnd <= 2 ? shorts + 1 : 0;
      if (shorts >= FEWEST_SHORT) return undefined;
    }
    if (width > 0) lastEnd = at;
    start = at + 1;
    kind = ALL_KINDS;
  }
  return false;
}

function isRun(text: string, run: Run): boolean {
  // Most are ids: no memory for what is not found.
  if ((run.kinds & KIND.undivided) !== 0) return decodePlain(text, run) !== undefined;
  const runs: DecodedRun[] = [];
  decodeRun(text, run, runs);
  return runs.length > 0;
}

/** Whether a part of a text may have a run of any kind. */
export function mayHaveRun(text: string, from: number, to: number): boolean {
  return hasRunIn(text, from, to) !== false || mayBeApart(text.slice(from, to));
}

function mayBeApart(text: string): boolean {
  return text.includes("+") && APART_IN_FORM.test(text);
}

interface TextRuns {
  readonly text: string;
  readonly runs: readonly DecodedRun[];
}

/** Several rules check a body one after another. */
let last: TextRuns = { text: "", runs: [] };

/** The same applies to the value of a header, between the checks of a body. */
let lastShort: TextRuns = last;

/** Characters. */
const LONG = 256;

const NONE: readonly DecodedRun[] = [];

/** Read here once, because a binding of another module is looked up on each access. */
const IN_RUN = KIND.run;

/** Characters. Shorter runs cannot be a secret in base64 that is worth searching for. */
export const SHORTEST_RUN = 12;

/** Whether there are many short runs in a row, as where bytes are set apart. */
function findPlain(text: string, runs: DecodedRun[]): boolean {
  const { length } = text;
  const units = toCodeUnits(text);
  const table = KINDS;
  let lastEnd = -9;
  let shorts = 0;
  let areApart = false;
  for (let at = 0; at < length; at += 1) {
    let own = byteAt(table, unitAt(units, at));
    if ((own & IN_RUN) === 0) continue;
    const start = at;
    let kinds = ALL_KINDS;
    // A zero follows the last character.
    for (; (own & IN_RUN) !== 0; own = byteAt(table, unitAt(units, at))) {
      kinds &= own;
      at += 1;
    }
    const width = at - start;
    if (width >= SHORTEST_RUN) {
      decodeRun(text, { start, end: at, kinds }, runs);
      shorts = 0;
    } else {
      shorts = width <= LONGEST_SHORT && start - lastEnd <= 2 ? shorts + 1 : 0;
      areApart ||= shorts >= FEWEST_SHORT;
    }
    lastEnd = at;
  }
  return areApart;
}

/** Bytes of a form: a blank is `+` there, which base64 has too. */
const APART_IN_FORM = /(?:(?:0x)?[\da-f]{2,3},?\+){6}/i;

/** Characters of a byte that is set apart: `0x6b`. */
const LONGEST_SHORT = 4;

/** Minimum bytes of a secret that is worth searching for. */
const FEWEST_SHORT = 6;

interface Run {
  readonly start: number;
  readonly end: number;
  /** What holds of all its characters: see `KIND`. */
  readonly kinds: number;
}

function decodeRun(text: string, { start, end, kinds }: Run, runs: DecodedRun[]): void {
  const found = decodePlain(text, { start, end, kinds });
  if (found !== undefined) {
    const padding = matchedText(/^(?:=|%3D){0,2}/i, text.slice(end, end + 6)).length;
    runs.push({ start, end: end + padding, text: found });
    return;
  }
  if ((kinds & KIND.undivided) !== 0) return;
  // A word, a path or a name may precede it, separated by a character that base64 has too.
  let from = start;
  for (let at = start; at <= end; at += 1) {
    const code = at < end ? text.charCodeAt(at) : SLASH;
    if (code !== SLASH && code !== DASH && code !== UNDERSCORE && code !== PLUS) continue;
    const isPart = at - from >= SHORTEST_RUN && (from > start || at < end);
    const part = isPart ? decodePart(text, from, at) : undefined;
    if (part !== undefined) runs.push({ start: from, end: at, text: part });
    from = at + 1;
  }
}

/** For a part, only base64 and base32 are tried. */
function decodePart(text: string, start: number, end: number): string | undefined {
  let kinds = ALL_KINDS - KIND.hex;
  for (let at = start; at < end && (kinds & KIND.base32) !== 0; at += 1) kinds &= byteAt(KINDS, text.charCodeAt(at));
  return decodePlain(text, { start, end, kinds });
}

function decodePlain(text: string, { start, end, kinds }: Run): string | undefined {
  if (
    (kinds & KIND.hex) !== 0 &&
    (end - start) % 2 === 0 &&
    beginsWithText(text, { start, bytes: (end - start) / 2 }, hexAt)
  ) {
    const found = toText(Buffer.from(text.slice(start, end), "hex"));
    if (found !== undefined) return found;
  }
  if (beginsWithText(text, { start, bytes: Math.floor(((end - start) * 3) / 4) }, base64At)) {
    const found = toText(Buffer.from(text.slice(start, end), "base64"));
    if (found !== undefined) return found;
  }
  const isBase32 = (kinds & KIND.base32) !== 0 && end - start >= SHORTEST_BASE32;
  return isBase32 ? toText(fromBase32(text.slice(start, end))) : undefined;
}

/** Characters. */
const SHORTEST_BASE32 = 16;

/** A byte of a run that begins there, by its index. */
type ByteReader = (text: string, start: number, index: number) => number;

const hexAt: ByteReader = (text, start, index) => {
  const at = start + index * 2;
  return (digitOf(text.charCodeAt(at)) << 4) | digitOf(text.charCodeAt(at + 1));
};

const base64At: ByteReader = (text, start, index) => {
  const at = start + Math.floor(index / 3) * 4 + (index % 3);
  const bits = (byteAt(VALUES, text.charCodeAt(at)) << 6) | byteAt(VALUES, text.charCodeAt(at + 1));
  return (bits >> (4 - (index % 3) * 2)) & 0xff;
};

function digitOf(code: number): number {
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
}

/** Bytes that are checked; the shortest run has all of them. */
const LOOKED_AT = 6;

/** Bytes of a longer run that are checked: of random ones, one run in a hundred begins with six bytes of text, which would all be decoded. */
const MOST_LOOKED_AT = 18;

/** Whether the first bytes are text, half of UTF-16, or begin what is compressed. */
function beginsWithText(text: string, { start, bytes }: EncodedRun, read: ByteReader): boolean {
  const first = read(text, start, 0);
  const second = read(text, start, 1);
  if (isPacked(first, second)) return true;
  // Only the whole of them shows what these are.
  let isUnclear = isZlib(first, second);
  const most = Math.min(bytes, MOST_LOOKED_AT);
  let following = 0;
  for (let index = 0; index < most; index += 1) {
    if (isUnclear && index >= LOOKED_AT) return true;
    const byte = read(text, start, index);
    if (following > 0) {
      if ((byte & 0xc0) !== 0x80) return false;
      following -= 1;
    } else if (byte >= 0x80) {
      if (byte < 0xc2 || byte > 0xf4) return false;
      following = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    } else if (byte === 0 || (byte === ESCAPE && index >= LOOKED_AT)) isUnclear = true;
    else if (byte === 0x7f || (byte < 0x20 && (byte < 9 || byte > 13))) return false;
  }
  return true;
}

/** A run, and how many bytes it has. */
interface EncodedRun {
  readonly start: number;
  readonly bytes: number;
}

const ESCAPE = 0x1b;

/** Headers of zlib that begin as a text may: see `unpackBytes`. */
function isZlib(first: number, second: number): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

/** How gzip, zlib, zstd and the mark of UTF-16 begin. */
function isPacked(first: number, second: number): boolean {
  if (first === 0x1f) return second === 0x8b;
  if (first === 0x78) return second === 0x01 || second === 0x5e || second === 0x9c || second === 0xda;
  return (
    (first === 0x28 && second === 0xb5) || (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  );
}

const VALUES = new Uint8Array(128);
for (const [value, code] of Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").entries()) {
  VALUES[code] = value;
}
VALUES[DASH] = 62;
VALUES[UNDERSCORE] = 63;

function toText(bytes: Buffer): string | undefined {
  const text = decodeBytes(bytes)?.text;
  return text !== undefined && text.length >= SHORTEST_TEXT ? text : undefined;
}

/** Characters; learned values that are searched for are not shorter. */
const SHORTEST_TEXT = 6;

function fromBase32(run: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of run) {
    bits = ((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(character)) & 0xf_ff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return Buffer.from(bytes);
}

interface Notation {
  /** A part of each; far faster to look for than the whole, which may begin at any character. */
  readonly needs: RegExp;
  readonly pattern: RegExp;
  readonly decode: (run: string) => Buffer;
}

/** Bytes that are set apart. */
const SPACED: readonly Notation[] = [
  {
    needs: /[\da-f]{2}([: +])[\da-f]{2}\1[\da-f]{2}\1[\da-f]{2}\1/i,
    pattern: /(?<![\da-z])(?:[\da-f]{2}([: +]))(?:[\da-f]{2}\1){6,}[\da-f]{2}(?![\da-z])/gi,
    decode: (run) => Buffer.from(run.replaceAll(/[: +]/g, ""), "hex"),
  },
  {
    needs: /0x[\da-f]/i,
    pattern: /(?:0x[\da-f]{1,2},[\s+]{0,4}){6,}0x[\da-f]{1,2}/gi,
    decode: (run) =>
      Buffer.from(Array.from(run.matchAll(/0x([\da-f]+)/gi), ([, hex = ""]) => Number.parseInt(hex, 16))),
  },
  {
    needs: /\d,[\s+]{0,4}\d\d/,
    pattern: /(?<![\d.])(?:\d{2,3},[\s+]{0,4}){7,}\d{2,3}(?![\d.])/g,
    decode: (run) => Buffer.from(Array.from(run.matchAll(/\d+/g), ([code]) => Math.min(Number(code), 255))),
  },
  {
    // Quoted-printable (RFC 2045) with more than a letter or two that are none of ASCII.
    needs: /=[\dA-F]{2}[\x21-\x3C\x3E-\x7E]{0,40}=[\dA-F]{2}/,
    pattern: /(?:[\x21-\x3C\x3E-\x7E]{0,40}=[\dA-F]{2}){3,}[\x21-\x3C\x3E-\x7E]{0,40}/g,
    decode: (run) =>
      Buffer.from(
        run.replaceAll(/=([\dA-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      ),
  },
];

function findSpaced(text: string, { needs, pattern, decode }: Notation, runs: DecodedRun[]): void {
  if (!needs.test(text)) return;
  for (const { index, 0: run } of text.matchAll(pattern)) {
    const found = toText(decode(run));
    if (found !== undefined) runs.push({ start: index, end: index + run.length, text: found });
  }
}
