import { placeOf } from "../../sequence/place-of.ts";
import { splitLines } from "../../sequence/split-lines.ts";

/** Changes of a request head on its way to the server. Everything else stays, byte for byte. */
export interface HeadChange {
  /** Whether `http://authority` is taken from the request line (RFC 9112, section 3.2.2). */
  readonly cutsOrigin: boolean;
  /** Names of the fields to remove, in lower case. */
  readonly without: ReadonlySet<string>;
  /** Set before the path. @default "" */
  readonly basePath?: string;
  /** New value of Host. @default unchanged */
  readonly host?: string;
  /** Added as a field of its own. @default none */
  readonly proxyAuthorization?: string;
  /** Added as a field of its own, if the head has its end. @default none */
  readonly traceparent?: string;
}

export interface RewrittenHead {
  readonly bytes: Buffer;
  /** What was changed, by name: `absolute-form`, `Proxy-Connection`. */
  readonly changed: readonly string[];
}

export function rewriteHead(raw: Uint8Array, change: HeadChange): RewrittenHead {
  // A character is a byte, so everything is sent as it arrived.
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("latin1");
  const changed: string[] = [];
  const start = placeOf(NOT_BREAK, text);
  const lineEnd = text.indexOf("\n", start) + 1 || text.length;
  const line = changeRequestLine(text.slice(start, lineEnd), change, changed);
  const fields = changeFields(text.slice(lineEnd), change, changed);
  if (changed.length === 0) return { bytes: Buffer.from(raw), changed };
  return { bytes: Buffer.from(text.slice(0, start) + line + fields, "latin1"), changed };
}

function changeRequestLine(line: string, { cutsOrigin, basePath = "" }: HeadChange, changed: string[]): string {
  const { before, method, origin } = splitBeforePath(line);
  const isCut = cutsOrigin && origin !== "";
  if (isCut) changed.push("absolute-form");
  if (basePath !== "") changed.push("path");
  if (!isCut && basePath === "") return line;
  const rest = line.slice(before.length);
  const kept = before.slice(0, before.length - origin.length);
  // For OPTIONS, a missing path means the whole server (RFC 9112, section 3.2.4).
  const path = /^[ \t\r\n]|^$/.test(rest) && isCut ? (method === "OPTIONS" ? "*" : "/") : /^[?#]/.test(rest) ? "/" : "";
  return kept + basePath + path + rest;
}

interface BeforePath {
  /** Up to the path: with the origin, if there is one. */
  readonly before: string;
  readonly method: string;
  readonly origin: string;
}

/** Up to the authority of a target in absolute form, or to the target; a method may have blanks (`curl -X "A B"`). */
function splitBeforePath(line: string): BeforePath {
  const methodEnd = placeOf(BLANK, line);
  const target = placeOf(NOT_BLANK, line, methodEnd);
  const method = line.slice(0, methodEnd);
  if (method === "" || target === methodEnd) return { before: "", method: "", origin: "" };
  for (let word = target; word < line.length;) {
    if (SCHEME.test(line.slice(word, word + LONGEST_SCHEME))) {
      const end = placeOf(AUTHORITY_END, line, line.indexOf("//", word) + 2);
      return { before: line.slice(0, end), method, origin: line.slice(word, end) };
    }
    const end = placeOf(BLANK_OR_SLASH, line, word);
    if (line[word] === "*" || line[end] === "/") break;
    word = placeOf(NOT_BLANK, line, end);
  }
  return { before: line.slice(0, target), method, origin: "" };
}

const BLANK = /[ \t]/g;
const NOT_BLANK = /[^ \t]/g;
const BLANK_OR_SLASH = /[ \t/]/g;
const NOT_BREAK = /[^\r\n]/g;
const BREAK = /[\r\n]/g;
const AUTHORITY_END = /[/?# \t\r\n]/g;
const SCHEME = /^(?:https?|wss?):\/\//i;
const LONGEST_SCHEME = "https://".length;

function changeFields(text: string, change: HeadChange, changed: string[]): string {
  const { without, host, proxyAuthorization } = change;
  const traceparent = /(?:^|\n)\r?\n$/.test(text) ? change.traceparent : undefined;
  const added = [
    ["Proxy-Authorization", proxyAuthorization],
    ["traceparent", traceparent],
  ] as const;
  const isAdded = proxyAuthorization !== undefined || traceparent !== undefined;
  if (!isAdded && host === undefined && !mentions(text, without)) return text;
  const lines = splitLines(text);
  const kept: string[] = [];
  let isLeftOut = false;
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      if (!isLeftOut) kept.push(line);
      continue;
    }
    const name = line.slice(0, Math.max(0, line.indexOf(":"))).trim();
    isLeftOut = without.has(name.toLowerCase());
    if (isLeftOut) changed.push(name);
    else if (host !== undefined && name.toLowerCase() === "host") kept.push(changeHost(line, host, changed));
    else kept.push(line);
  }
  for (const [name, value] of added) {
    if (value === undefined) continue;
    changed.push(name);
    kept.splice(-1, 0, `${name}: ${value}\r\n`);
  }
  return kept.join("");
}

function changeHost(line: string, host: string, changed: string[]): string {
  const value = placeOf(NOT_BLANK, line, line.indexOf(":") + 1);
  const now = line.slice(0, value) + host + line.slice(placeOf(BREAK, line, value));
  if (now !== line) changed.push("Host");
  return now;
}

/** Very few heads have any of these names; the others are not parsed. */
function mentions(text: string, names: ReadonlySet<string>): boolean {
  if (!/proxy-|wirewalk-/i.test(text)) return false;
  const lower = text.toLowerCase();
  return [...names].some((name) => lower.includes(name));
}
