import { toCodeUnits, unitAt } from "../../sequence/code-units.ts";

/** A line of the journal in pieces: texts as written in it, in their quotes, and lists of them in their brackets. */
export interface SplitLine {
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
  readonly text: string;
  readonly wireSize: number;
  readonly decodedSize: number;
  readonly base64: boolean;
}

/**
 * Splits a line that `encodeExchange` has written, without making values of it. Undefined for lines of an unusual kind (bodies that were
 * cut or could not be decoded, details that are not texts, characters that JSON escapes by number) and for lines that may be damaged.
 */
export function splitLine(line: string): SplitLine | undefined {
  if (line.length > LONGEST) return undefined;
  start(line);
  expect(OPEN);
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
  const isLast = unitAt(units, at) === CLOSE;
  expect(isLast ? CLOSE : COMMA);
  const knownSecrets = isLast ? undefined : readNumber(CLOSE);
  if (isOdd || at !== line.length) return undefined;
  const times = { seq, startedAt, blocked, send, wait, receive };
  const request = { method, url, httpVersion, requestHeaders, requestBody };
  return { ...times, ...request, status, reason, responseHeaders, responseBody, more, knownSecrets };
}

/** Characters. The values of longer lines cost little compared with the rest. */
const LONGEST = 1 << 22;

/** Of the line that is being split: each reader advances past the comma or bracket that follows its value. */
let text = "";
let units: Uint16Array = new Uint16Array(1);
let at = 0;
let isOdd = false;

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_OBJECT, CLOSE_OBJECT, COLON] = [0x7b, 0x7d, 0x3a];

function start(read: string): void {
  text = read;
  units = toCodeUnits(read);
  at = 0;
  isOdd = false;
}

function expect(code: number): void {
  if (unitAt(units, at) !== code) isOdd = true;
  at += 1;
}

function readNumber(end = COMMA): number {
  const from = at;
  while (isOfNumber(unitAt(units, at))) at += 1;
  const value = Number(text.slice(from, at));
  if (at === from || !Number.isFinite(value)) isOdd = true;
  expect(end);
  return value;
}

/** Digits, signs, the point, the `e` of an exponent. */
function isOfNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e || code === 0x2b || code === 0x65;
}

function readText(): string {
  const from = at;
  passText();
  const read = text.slice(from, at);
  expect(COMMA);
  return read;
}

/** Advances past the closing quote. */
function passText(): void {
  expect(QUOTE);
  const own = units;
  let place = at;
  for (let code = unitAt(own, place); code !== QUOTE; code = unitAt(own, place)) {
    if (code === BACKSLASH) {
      place += 1;
      if (!isShortEscape(unitAt(own, place))) isOdd = true;
    } else if (code < 0x20) {
      // A zero follows the last character.
      isOdd = true;
      break;
    }
    place += 1;
  }
  at = place + 1;
}

/** `JSON.stringify` has others only for controls and for halves of a pair. */
function isShortEscape(code: number): boolean {
  return code === QUOTE || code === BACKSLASH || (code < 128 && SHORT_ESCAPES[code] === 1);
}

const SHORT_ESCAPES = new Uint8Array(128);
for (const code of Buffer.from("nrtbf")) SHORT_ESCAPES[code] = 1;

/** Of names and values. */
function readList(): string {
  const from = at;
  expect(OPEN);
  let count = 0;
  if (unitAt(units, at) === CLOSE) at += 1;
  else {
    do {
      passText();
      at += 1;
      count += 1;
    } while (!isOdd && unitAt(units, at - 1) === COMMA);
    if (unitAt(units, at - 1) !== CLOSE) isOdd = true;
  }
  if (count % 2 === 1) isOdd = true;
  const list = text.slice(from, at);
  expect(COMMA);
  return list;
}

/** The texts of a list, in their quotes. */
export function splitTexts(list: string): readonly string[] {
  start(list);
  const texts: string[] = [];
  for (expect(OPEN); at < list.length - 1; at += 1) {
    const from = at;
    passText();
    texts.push(list.slice(from, at));
  }
  return texts;
}

function readBody(): SplitBody | undefined {
  if (passNull()) {
    expect(COMMA);
    return undefined;
  }
  expect(OPEN);
  const mimeType = readText();
  const body = readText();
  const wireSize = readNumber();
  const decodedSize = readNumber();
  const base64 = readNumber(CLOSE) === 1;
  expect(COMMA);
  return { mimeType, text: body, wireSize, decodedSize, base64 };
}

function passNull(): boolean {
  if (!text.startsWith("null", at)) return false;
  at += 4;
  return true;
}

function readTexts(): string {
  if (passNull()) return "null";
  const from = at;
  expect(OPEN_OBJECT);
  while (!isOdd) {
    passText();
    expect(COLON);
    passText();
    if (unitAt(units, at) === CLOSE_OBJECT) break;
    expect(COMMA);
  }
  at += 1;
  return text.slice(from, at);
}
