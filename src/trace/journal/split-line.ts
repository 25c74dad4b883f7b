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
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
} from "../../sequence/ascii.ts";

/** A line of a journal in the memory that it was read into, without its newline. Valid until the next one is read. */
export interface LineBytes {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

export function textOfLine({ bytes, start, end }: LineBytes): string {
  return bytes.toString("utf8", start, end);
}

/**
 * A line of the journal in pieces: texts as written in it, in their quotes, and lists of them in their brackets. Their characters are the bytes of the
 * line, so that they can be written as they are (`fromBinary` decodes them).
 */
export interface SplitLine {
  readonly line: LineBytes;
  readonly seq: number;
  readonly startedAt: number;
  readonly blocked: number;
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly requestHeaders: string;
  readonly requestBody: SplitBody | undefined;
  readonly status: number;
  readonly reason: string;
  readonly responseHeaders: string;
  readonly responseBody: SplitBody | undefined;
  /** An object of nothing but texts, or "null". */
  readonly more: string;
  readonly knownSecrets: number | undefined;
}

export interface SplitBody {
  readonly mimeType: string;
  /** Where its text is in the line's memory, in its quotes. */
  readonly from: number;
  readonly to: number;
  readonly wireSize: number;
  readonly decodedSize: number;
  readonly base64: boolean;
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
  const method = readText();
  const url = readText();
  const httpVersion = readText();
  const requestHeaders = readList();
  const requestBody = readBody();
  const status = readNumber();
  const reason = readText();
  const responseHeaders = readList();
  const responseBody = readBody();
  const more = readTexts();
  const isLast = codeAt(at) === CLOSE_BRACKET;
  expect(isLast ? CLOSE_BRACKET : COMMA);
  const knownSecrets = isLast ? undefined : readNumber(CLOSE_BRACKET);
  if (isOdd || at !== line.end || !isText(line)) return undefined;
  const times = { seq, startedAt, blocked, send, wait, receive };
  const request = { method, url, httpVersion, requestHeaders, requestBody };
  return { line, ...times, ...request, status, reason, responseHeaders, responseBody, more, knownSecrets };
}

/** Bytes. The values of longer lines cost little compared with the rest. */
const LONGEST = 1 << 22;

/** Of the line that is being split: each reader advances past the comma or bracket that follows its value. */
let text = "";
let bytes: Uint8Array = new Uint8Array(1);
/** Where `text` begins in `bytes`. */
let base = 0;
let at = 0;
let isOdd = false;
/** All bits of the bytes of texts. */
let bits = 0;

function start(line: LineBytes): void {
  bytes = line.bytes;
  text = line.bytes.toString("latin1", line.start, line.end);
  base = line.start;
  at = line.start;
  isOdd = false;
  bits = 0;
}

/** A newline or a zero follows the last one. */
function codeAt(place: number): number {
  return bytes[place] ?? 0;
}

function cut(from: number): string {
  return text.slice(from - base, at - base);
}

/** Whether what is no ASCII is UTF-8, as a disk may have damaged it. */
function isText(line: LineBytes): boolean {
  return bits < 0x80 || isUtf8(line.bytes.subarray(line.start, line.end));
}

function expect(code: number): void {
  if (codeAt(at) !== code) isOdd = true;
  at += 1;
}

function readNumber(end = COMMA): number {
  const from = at;
  while (isOfNumber(codeAt(at))) at += 1;
  const value = Number(cut(from));
  if (at === from || !Number.isFinite(value)) isOdd = true;
  expect(end);
  return value;
}

/** Digits, signs, the point, the `e` of an exponent. */
function isOfNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === DASH || code === DOT || code === PLUS || code === 0x65;
}

function readText(): string {
  const from = at;
  passText();
  const read = cut(from);
  expect(COMMA);
  return read;
}

/** Advances past the closing quote. */
function passText(): void {
  expect(DOUBLE_QUOTE);
  const own = bytes;
  let place = at;
  let all = 0;
  for (let code = own[place] ?? 0; code !== DOUBLE_QUOTE; code = own[place] ?? 0) {
    all |= code;
    if (code === BACKSLASH) {
      place += 1;
      if (!isShortEscape(own[place] ?? 0)) isOdd = true;
    } else if (code < 0x20) {
      isOdd = true;
      break;
    }
    place += 1;
  }
  bits |= all;
  at = place + 1;
}

/** `JSON.stringify` has others only for controls and for halves of a pair. */
function isShortEscape(code: number): boolean {
  return code === DOUBLE_QUOTE || code === BACKSLASH || (code < 128 && SHORT_ESCAPES[code] === 1);
}

const SHORT_ESCAPES = new Uint8Array(128);
for (const code of Buffer.from("nrtbf")) SHORT_ESCAPES[code] = 1;

/** Of names and values. */
function readList(): string {
  const from = at;
  expect(OPEN_BRACKET);
  let count = 0;
  if (codeAt(at) === CLOSE_BRACKET) at += 1;
  else {
    do {
      passText();
      at += 1;
      count += 1;
    } while (!isOdd && codeAt(at - 1) === COMMA);
    if (codeAt(at - 1) !== CLOSE_BRACKET) isOdd = true;
  }
  if (count % 2 === 1) isOdd = true;
  const list = cut(from);
  expect(COMMA);
  return list;
}

/** The texts of a list that was cut out of a line, in their quotes. */
export function splitTexts(list: string): readonly string[] {
  const texts: string[] = [];
  let from = 1;
  for (let place = from; place < list.length - 1; place += 1) {
    const code = list.charCodeAt(place);
    if (code === BACKSLASH) place += 1;
    else if (code === DOUBLE_QUOTE && place > from) {
      texts.push(list.slice(from, place + 1));
      place += 1;
      from = place + 1;
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
  if (!text.startsWith("null", at - base)) return false;
  at += 4;
  return true;
}

function readTexts(): string {
  if (passNull()) return "null";
  const from = at;
  expect(OPEN_BRACE);
  while (!isOdd) {
    passText();
    expect(COLON);
    passText();
    if (codeAt(at) === CLOSE_BRACE) break;
    expect(COMMA);
  }
  at += 1;
  return cut(from);
}
