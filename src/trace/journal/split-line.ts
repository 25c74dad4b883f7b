import { isUtf8 } from "node:buffer";

import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOT,
  DOUBLE_QUOTE,
  LOWER_N,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  TILDE,
  ZERO,
} from "../../sequence/ascii.ts";
import { rememberTexts } from "../../sequence/remember-texts.ts";
import type { LineBytes } from "./line-bytes.ts";

/** Where a text is in the line's memory, in its quotes, or a list or object of them in its brackets. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A line of the journal in pieces. Those that come again and again are texts as written in it, in their quotes, and lists of them in their brackets, whose
 * characters are the bytes of the line (`fromBinary` decodes them); of the others only their place is noted, so that they can be copied.
 */
export interface SplitLine {
  readonly line: LineBytes;
  readonly seq: number;
  readonly startedAt: number;
  readonly blocked: number;
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
  /** The same object for lines in which the bytes are the same. */
  readonly request: SplitRequest;
  readonly requestBody: SplitBody | undefined;
  readonly status: number;
  readonly reason: Span;
  readonly responseHeaders: SplitList;
  readonly responseBody: SplitBody | undefined;
  /** Whether the response may have an alias that has no number yet, which has a tilde. */
  readonly mayHaveAlias: boolean;
  /** An object of nothing but texts, or "null". */
  readonly more: Span;
  readonly knownSecrets: number | undefined;
}

/** What a program sends, but for the body. */
export interface SplitRequest {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: string;
}

export interface SplitBody extends Span {
  readonly mimeType: Span;
  readonly wireSize: number;
  readonly decodedSize: number;
  readonly base64: boolean;
}

/** A list of names and values. */
export interface SplitList extends Span {
  /** Where each text begins and ends, in its quotes. Valid until the next line is split. */
  readonly places: Int32Array;
  /** Texts. */
  readonly count: number;
}

/**
 * Splits a line that `encodeExchange` has written, without making values of it. Undefined for lines of an unusual kind (bodies that were
 * cut or could not be decoded, details that are not texts, characters that JSON escapes by number) and for lines that may be damaged.
 */
export function splitLine(line: LineBytes): SplitLine | undefined {
  if (line.end - line.start > LONGEST) return undefined;
  start(line);
  expect(OPEN_BRACKET);
  const seq = readNumber();
  const startedAt = readNumber();
  const blocked = readNumber();
  const send = readNumber();
  const wait = readNumber();
  const receive = readNumber();
  const request = readRequest();
  const requestBody = readBody();
  const status = readNumber();
  hasTilde = false;
  const reason = readText();
  const responseHeaders = readList(places);
  const responseBody = readBody();
  const mayHaveAlias = hasTilde;
  const more = readTexts();
  const isLast = codeAt(at) === CLOSE_BRACKET;
  expect(isLast ? CLOSE_BRACKET : COMMA);
  const knownSecrets = isLast ? undefined : readNumber(CLOSE_BRACKET);
  if (isOdd || at !== line.end || !isText(line)) return undefined;
  const times = { seq, startedAt, blocked, send, wait, receive };
  const response = { status, reason, responseHeaders, responseBody, mayHaveAlias };
  return { line, ...times, request, requestBody, ...response, more, knownSecrets };
}

/** Bytes. The values of longer lines cost little compared with the rest. */
const LONGEST = 1 << 22;

/** Of the line that is being split: each reader advances past the comma or bracket that follows its value. */
let bytes: Buffer = Buffer.alloc(1);
let at = 0;
let isOdd = false;
let isAscii = true;
let hasTilde = false;

/** Of the texts of a response's headers; there is room for all that the usual kind has. */
const places = new Int32Array(512);

function start(line: LineBytes): void {
  bytes = line.bytes;
  at = line.start;
  isOdd = false;
  isAscii = true;
}

/** A newline or a zero follows the last one. */
function codeAt(place: number): number {
  return bytes[place] ?? 0;
}

function cut(from: number, to: number): string {
  return bytes.toString("latin1", from, to);
}

/** Whether what is no ASCII is UTF-8, as a disk may have damaged it. */
function isText(line: LineBytes): boolean {
  return isAscii || isUtf8(line.bytes.subarray(line.start, line.end));
}

function expect(code: number): void {
  if (codeAt(at) !== code) isOdd = true;
  at += 1;
}

/** Most numbers are an exact number of digits, divided by an exact power of ten: the quotient is the number that `Number` reads. */
function readNumber(end = COMMA): number {
  const from = at;
  const own = bytes;
  let place = at;
  let digits = 0;
  let point = 0;
  for (let code = own[place] ?? 0; ; code = own[place] ?? 0) {
    if (code >= ZERO && code <= NINE) digits = digits * 10 + (code - ZERO);
    else if (code === DOT && point === 0) point = place;
    else break;
    place += 1;
  }
  const isPlain = place > from && place - from <= EXACT && digits <= Number.MAX_SAFE_INTEGER;
  const isWritten = own[from] !== ZERO || place === from + 1 || point === from + 1;
  if (!isPlain || !isWritten || own[place] !== end || point === from || point === place - 1) return readOther(end);
  at = place + 1;
  return point === 0 ? digits : digits / (POWERS[place - point - 1] ?? 1);
}

const NINE = ZERO + 9;

/** Characters. */
const EXACT = 18;

const POWERS = Array.from({ length: EXACT }, (_, index) => 10 ** index);

function readOther(end: number): number {
  const from = at;
  while (isOfNumber(codeAt(at))) at += 1;
  const written = cut(from, at);
  if (!NUMBER.test(written)) isOdd = true;
  expect(end);
  return Number(written);
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[-+]?\d+)?$/;

/** Digits, signs, the point, the `e` of an exponent. */
function isOfNumber(code: number): boolean {
  return (code >= ZERO && code <= NINE) || code === DASH || code === DOT || code === PLUS || code === 0x65;
}

/** The last request whose bytes were looked through, with the comma that follows it. */
let last = { bytes: Buffer.alloc(0), isAscii: true, request: makeRequest("") };

function readRequest(): SplitRequest {
  const { length } = last.bytes;
  if (length > 0 && bytes.compare(last.bytes, 0, length, at, Math.min(at + length, bytes.length)) === 0) {
    at += length;
    isAscii &&= last.isAscii;
    return last.request;
  }
  const from = at;
  const wasAscii = isAscii;
  isAscii = true;
  for (let texts = 0; texts < 3; texts += 1) readText();
  readList(undefined);
  if (!isOdd) last = { bytes: Buffer.from(bytes.subarray(from, at)), isAscii, request: requestOf(cut(from, at)) };
  isAscii &&= wasAscii;
  return last.request;
}

const requestOf = rememberTexts(makeRequest);

function makeRequest(text: string): SplitRequest {
  const [method = "", url = "", httpVersion = ""] = splitTexts(text, 3);
  const before = method.length + url.length + httpVersion.length + 3;
  return { method, url, httpVersion, headers: text.slice(before, -1) };
}

function readText(): Span {
  const from = at;
  passText();
  const to = at;
  expect(COMMA);
  return { from, to };
}

/** Advances past the closing quote. */
function passText(): void {
  expect(DOUBLE_QUOTE);
  const own = bytes;
  let place = at;
  for (;;) {
    const kind = KINDS[own[place] ?? 0] ?? ODD;
    place += 1;
    if (kind === USUAL) continue;
    if (kind === END) break;
    if (kind === ESCAPE) {
      if (SHORT_ESCAPES[own[place] ?? 0] !== 1) isOdd = true;
      place += 1;
    } else if (kind === MARK) hasTilde = true;
    else if (kind === NOT_ASCII) isAscii = false;
    else {
      isOdd = true;
      break;
    }
  }
  at = place;
}

const [USUAL, END, ESCAPE, MARK, NOT_ASCII, ODD] = [0, 1, 2, 3, 4, 5];

/** What each byte is within a text. */
const KINDS = new Uint8Array(256).fill(ODD, 0, 0x20).fill(NOT_ASCII, 0x80);
KINDS[DOUBLE_QUOTE] = END;
KINDS[BACKSLASH] = ESCAPE;
KINDS[TILDE] = MARK;

/** `JSON.stringify` has others only for controls and for halves of a pair. */
const SHORT_ESCAPES = new Uint8Array(256);
for (const code of Buffer.from('"\\nrtbf')) SHORT_ESCAPES[code] = 1;

/**
 * Of names and values.
 *
 * @param noted Where their places are noted; what has no room there is only counted.
 */
function readList(noted: Int32Array | undefined): SplitList {
  const from = at;
  expect(OPEN_BRACKET);
  let count = 0;
  if (codeAt(at) === CLOSE_BRACKET) at += 1;
  else {
    do {
      const start = at;
      passText();
      if (noted !== undefined && 2 * count + 1 < noted.length) {
        noted[2 * count] = start;
        noted[2 * count + 1] = at;
      }
      at += 1;
      count += 1;
    } while (!isOdd && codeAt(at - 1) === COMMA);
    if (codeAt(at - 1) !== CLOSE_BRACKET) isOdd = true;
  }
  if (count % 2 === 1) isOdd = true;
  const to = at;
  expect(COMMA);
  return { from, to, places, count };
}

/** The texts of a list that was cut out of a line, in their quotes; without their brackets if there are none. */
export function splitTexts(list: string, most = Infinity): readonly string[] {
  const texts: string[] = [];
  let from = list.startsWith('"') ? 0 : 1;
  for (let place = from + 1; place < list.length && texts.length < most; place += 1) {
    const code = list.charCodeAt(place);
    if (code === BACKSLASH) place += 1;
    else if (code === DOUBLE_QUOTE) {
      texts.push(list.slice(from, place + 1));
      from = place + 2;
      place = from;
    }
  }
  return texts;
}

function readBody(): SplitBody | undefined {
  if (passNull()) {
    expect(COMMA);
    return undefined;
  }
  expect(OPEN_BRACKET);
  const mimeType = readText();
  const from = at;
  passText();
  const to = at;
  expect(COMMA);
  const wireSize = readNumber();
  const decodedSize = readNumber();
  const base64 = readNumber(CLOSE_BRACKET) === 1;
  expect(COMMA);
  return { mimeType, from, to, wireSize, decodedSize, base64 };
}

function passNull(): boolean {
  if (codeAt(at) !== LOWER_N || cut(at, at + 4) !== "null") return false;
  at += 4;
  return true;
}

function readTexts(): Span {
  const from = at;
  if (passNull()) return { from, to: at };
  expect(OPEN_BRACE);
  while (!isOdd) {
    passText();
    expect(COLON);
    passText();
    if (codeAt(at) === CLOSE_BRACE) break;
    expect(COMMA);
  }
  at += 1;
  return { from, to: at };
}
