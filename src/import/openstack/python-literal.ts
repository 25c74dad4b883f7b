import { firstText } from "../../sequence/first-text.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/**
 * Reads a Python literal at the start of a text: texts, bytes, numbers, lists, tuples, dicts, anything that a dict of headers may contain.
 * Undefined if there is none; nothing is executed.
 *
 * @returns The value, bytes as a Buffer, dicts and lists of pairs as written; and the offset after it.
 */
export function readPythonLiteral(text: string): { readonly value: unknown; readonly end: number } | undefined {
  const reader: Reader = { text, at: 0, depth: 0 };
  const value = readValue(reader);
  return value === FAILED ? undefined : { value, end: reader.at };
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
}

const FAILED = Symbol("no literal");
const DEEPEST = 50;

function readValue(reader: Reader): unknown {
  skipSpace(reader);
  const { text, at } = reader;
  const first = text.charAt(at);
  const closer = CLOSERS[first];
  if (closer !== undefined) return readItems(reader, closer);
  if (/^[bBuUrR]?["']/.test(text.slice(at, at + 2))) return readQuoted(reader);
  const [word] = matchParts(/^(?:-?\d[\d.e+-]*|None|True|False)/, text.slice(at, at + 40));
  if (word === undefined) return FAILED;
  reader.at += word.length;
  return word === "None" ? null : word;
}

const CLOSERS: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };

/** Keys and values of a dict one after another, each pair a list. */
function readItems(reader: Reader, closer: string): unknown {
  reader.at += 1;
  reader.depth += 1;
  if (reader.depth > DEEPEST) return FAILED;
  const items: unknown[] = [];
  for (;;) {
    skipSpace(reader);
    if (reader.text[reader.at] === closer) break;
    const value = readValue(reader);
    if (value === FAILED) return FAILED;
    skipSpace(reader);
    if (closer === "}" && reader.text[reader.at] === ":") {
      reader.at += 1;
      const member = readValue(reader);
      if (member === FAILED) return FAILED;
      items.push([value, member]);
    } else items.push(value);
    skipSpace(reader);
    if (reader.text[reader.at] === ",") reader.at += 1;
    else if (reader.text[reader.at] !== closer) return FAILED;
  }
  reader.at += 1;
  reader.depth -= 1;
  return items;
}

function readQuoted(reader: Reader): unknown {
  const rest = reader.text.slice(reader.at);
  const [whole, prefix = "", , double, single] = matchParts(
    /^([bBuUrR]?)("((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/s,
    rest,
  );
  if (whole === undefined) return FAILED;
  reader.at += whole.length;
  const written = firstText(double, single);
  const plain = /r/i.test(prefix) ? written : unescape(written);
  return /b/i.test(prefix) ? Buffer.from(plain, "latin1") : plain;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  "0": "\0",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
};

function unescape(written: string): string {
  return written.replaceAll(/\\(?:x([\da-f]{2})|u([\da-f]{4})|(\r?\n)|(.))/gis, (_, hex, unicode, lineEnd, one) => {
    if (lineEnd !== undefined) return "";
    const code: unknown = hex ?? unicode;
    return typeof code === "string" ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[one] ?? String(one));
  });
}

function skipSpace(reader: Reader): void {
  while (/\s/.test(reader.text.charAt(reader.at))) reader.at += 1;
}
