import { decodeComponent, decodeEscapes } from "../../trace/decode-component.ts";
import { listWordsAround } from "./words-around.ts";

/**
 * Learns the URL-escaped content of the values of a query or form, the segments of a path and other words, with one or a few levels of
 * escaping. The sweep masks them in place, in the encoding that they have there; what it would leave, because it is short or a common word, is
 * masked here.
 */
export function maskEscaped(text: string, { mask, sweep, isForm = false }: EscapedOptions): string {
  let masked = "";
  let copied = 0;
  for (const { start, end, decoded, level, isLast } of readAll(text, isForm)) {
    const found = mask(decoded, isLast);
    if (found === decoded || start < copied) continue;
    const swept = decodeTimes(sweep(text.slice(start, end)), level);
    if (mask(swept, isLast) === swept) continue;
    masked += text.slice(copied, start) + encodeTimes(found, level);
    copied = end;
  }
  return masked + text.slice(copied);
}

interface EscapedOptions {
  /** `isLast` is false for what can be decoded further, which is read here as well: it need not decode that again. */
  readonly mask: (decoded: string, isLast: boolean) => string;
  readonly sweep: (text: string) => string;
  /** Whether spaces may be its only escapes: `cmd=mysql+-u+joe+-p…`. @default false */
  readonly isForm?: boolean;
}

/** A word with escapes, and its decoded form. */
export interface Escaped {
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
  /** Whether it cannot be decoded once more. @default true */
  readonly isLast?: boolean;
}

interface Leveled extends Escaped {
  /** How often it was decoded. */
  readonly level: number;
  readonly isLast: boolean;
}

function readAll(text: string, isForm: boolean): Iterable<Leveled> {
  if (!isForm || !text.includes("+")) return readEscaped(text);
  const spaced = Array.from(text.matchAll(SPACED_VALUE))
    .filter(([value]) => value.includes("+"))
    .map(({ index, 0: value }) => ({
      start: index,
      end: index + value.length,
      decoded: value.replaceAll("+", " "),
      level: 1,
      isLast: true,
    }));
  return [...readEscaped(text), ...spaced].toSorted((a, b) => a.start - b.start);
}

/** Without an escape, which `readEscaped` decodes. */
const SPACED_VALUE = /(?<==)[^\s&=#%]{6,100000}(?=[&#]|$)/g;

/** Each word with such escapes. */
export function* readEscaped(text: string): Iterable<Leveled> {
  for (const { start, end } of listWordsAround(text, ESCAPED_WORDS)) {
    const levels = Array.from(decodeLevels(text.slice(start, end)));
    for (const [index, decoded] of levels.entries())
      yield { start, end, decoded, level: index + 1, isLast: index === levels.length - 1 };
  }
}

/** What is between the delimiters of a URL; in front of its first escape, a percent sign ends it too. */
const ESCAPED_WORDS = { sign: /%[\da-f]{2}/gi, before: /[\s"'<>&=?#/;%]/, after: /[\s"'<>&=?#/;]/g };

/** After each decoding: a secret may have what looks like an escape (`joe%4aFz…`). */
function* decodeLevels(word: string): Iterable<string> {
  let decoded = word.replaceAll("+", " ");
  for (let round = 0; round < DEEPEST; round += 1) {
    const again = decode(decoded);
    if (again === decoded) break;
    decoded = again;
    yield decoded;
  }
}

/** Escapes in escapes; a megabyte of `%252525…` must not take a look for each of them. */
const DEEPEST = 8;

/** Each escape by itself where not all of them are UTF-8. */
function decode(text: string): string {
  const decoded = decodeComponent(text);
  return decoded === text ? decodeEscapes(text) : decoded;
}

function decodeTimes(text: string, times: number): string {
  let decoded = text.replaceAll("+", " ");
  for (let round = 0; round < times; round += 1) decoded = decode(decoded);
  return decoded;
}

function encodeTimes(text: string, times: number): string {
  let encoded = text;
  for (let round = 0; round < times; round += 1) encoded = encodeURIComponent(encoded);
  return encoded;
}
