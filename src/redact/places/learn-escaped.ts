import { decodeComponent, decodeEscapes } from "../../trace/decode-component.ts";
import { maskWritten } from "./mask-written.ts";
import { listWordsAround } from "./words-around.ts";

/**
 * Learns the URL-escaped content of the values of a query or form, the segments of a path and other words, with one or a few levels of
 * escaping. The sweep masks them in place, in the encoding that they have there; what it would leave, because it is short or a common word, is
 * masked here.
 */
export function maskEscaped(text: string, { mask, sweep, isForm = false }: EscapedOptions): string {
  let masked = "";
  let copied = 0;
  for (const { start, end, levels } of listWords(text, isForm)) {
    const word = text.slice(start, end);
    const shown = maskWord(word, levels, { mask, sweep });
    if (shown === word) continue;
    masked += text.slice(copied, start) + shown;
    copied = end;
  }
  return masked + text.slice(copied);
}

interface Masking {
  /** `isLast` is false for what can be decoded further, which is read here as well: it need not decode that again. */
  readonly mask: (decoded: string, isLast: boolean) => string;
  readonly sweep: (text: string) => string;
}

interface EscapedOptions extends Masking {
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

interface Level {
  readonly decoded: string;
  /** How often it was decoded. */
  readonly level: number;
  readonly isLast: boolean;
}

interface Word {
  readonly start: number;
  readonly end: number;
  readonly levels: readonly Level[];
}

function maskWord(word: string, levels: readonly Level[], { mask, sweep }: Masking): string {
  let written = word;
  for (const { decoded, level, isLast } of levels) {
    const current = written === word ? decoded : decodeTimes(written, level);
    const found = mask(current, isLast);
    if (found === current) continue;
    const swept = decodeTimes(sweep(written), level);
    if (swept === found || (swept !== current && mask(swept, isLast) === swept)) continue;
    written = maskWritten({ written, level, decoded: current, masked: found });
  }
  return written;
}

function listWords(text: string, isForm: boolean): readonly Word[] {
  const words = listEscaped(text);
  if (!isForm || !text.includes("+")) return words;
  const spaced = Array.from(text.matchAll(SPACED_VALUE))
    .filter(([value]) => value.includes("+"))
    .map(({ index, 0: value }) => ({
      start: index,
      end: index + value.length,
      levels: [{ decoded: value.replaceAll("+", " "), level: 1, isLast: true }],
    }));
  return [...words, ...spaced].toSorted((a, b) => a.start - b.start);
}

/** Without an escape, which `listEscaped` decodes. */
const SPACED_VALUE = /(?<==)[^\s&=#%]{6,100000}(?=[&#]|$)/g;

function listEscaped(text: string): readonly Word[] {
  return listWordsAround(text, ESCAPED_WORDS)
    .map(({ start, end }) => ({ start, end, levels: listLevels(text.slice(start, end)) }))
    .filter(({ levels }) => levels.length > 0);
}

/** Each word with such escapes. */
export function* readEscaped(text: string): Iterable<Escaped> {
  for (const { start, end, levels } of listEscaped(text))
    for (const { decoded, isLast } of levels) yield { start, end, decoded, isLast };
}

/** What is between the delimiters of a URL; in front of its first escape, a percent sign ends it too. */
const ESCAPED_WORDS = { sign: /%[\da-f]{2}/gi, before: /[\s"'<>&=?#/;%]/, after: /[\s"'<>&=?#/;]/g };

/** After each decoding: a secret may have what looks like an escape (`joe%4aFz…`). */
function listLevels(word: string): readonly Level[] {
  const texts: string[] = [];
  let decoded = word.replaceAll("+", " ");
  while (texts.length < DEEPEST) {
    const again = decode(decoded);
    if (again === decoded) break;
    decoded = again;
    texts.push(decoded);
  }
  return texts
    .map((text, index) => ({ decoded: text, level: index + 1, isLast: index === texts.length - 1 }))
    .filter(({ decoded: text, isLast }) => isLast || SEPARATED.test(text));
}

/** What names need to be apart from their values. A text without any of these has them in its escapes. */
const SEPARATED = /[^\w.~%-]/;

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
