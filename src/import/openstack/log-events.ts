import { knownAt } from "../../sequence/known-at.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { lastText } from "../../sequence/text-at.ts";
import type { Header } from "../../trace/model/types.ts";
import { withoutColors } from "../without-colors.ts";
import { type LoggedRequest, isOpenCurlLine, readCurlLine } from "./curl-line.ts";
import { readHeaderText } from "./header-text.ts";
import { readPythonLiteral } from "./python-literal.ts";

/** The event in a log line, and its writer. */
export type LogEvent = {
  /** What lines of one thread or process have in common, as far as the log's format shows it; "" if it does not. */
  readonly who: string;
  /** The time, in UTC with microseconds; "" if the log has none. */
  readonly at: string;
} & Said;

type Said =
  /** `isLate`: by its form, swiftclient may have logged it, which does so when it has the response. */
  | { readonly kind: "request"; readonly request: LoggedRequest; readonly isLate: boolean }
  /** The body of a token request is not logged, because it contains a password. */
  | { readonly kind: "token"; readonly url: string }
  /** urllib3's line for each response; `origin` is "" in old versions. */
  | {
      readonly kind: "wire";
      readonly method: string;
      readonly url: string;
      readonly status: number;
      readonly length: number;
    }
  | { readonly kind: "response"; readonly status: number; readonly reason: string; readonly headers: readonly Header[] }
  | { readonly kind: "headers"; readonly headers: readonly Header[] }
  | { readonly kind: "body"; readonly text: string | Buffer }
  | { readonly kind: "tokenBody"; readonly text: string }
  /** `GET call to compute for URL used request id REQUEST_ID` */
  | { readonly kind: "used"; readonly method: string; readonly url: string; readonly requestId: string }
  /** keystoneauth is about to send again what could not be sent. */
  | { readonly kind: "failure"; readonly url: string; readonly message: string }
  | { readonly kind: "head"; readonly status: number; readonly reason: string }
  | { readonly kind: "text"; readonly text: string };

/** What an expression finds, or what is like it. */
interface Found extends ReadonlyArray<string> {
  readonly index: number;
}

interface Mark {
  readonly exec: (line: string) => Found | null;
}

/** The possible beginnings of a message; the first in a line counts, because bodies can quote the others. */
const MARKS: readonly (readonly [Mark, (found: Found) => Said | undefined])[] = [
  [/\bREQ: (curl .*)$/s, ([, line = ""]) => toRequest(line)],
  [/(?<![\w-])(curl (?:-g )?-i .*)$/s, ([, line = ""]) => toRequest(line)],
  [/\bMaking authentication request to (\S+)/, ([, url = ""]) => ({ kind: "token", url })],
  [
    { exec: findWire },
    ([, origin = "", method = "", path = "", status, length]) => ({
      kind: "wire",
      method,
      url: /^https?:/.test(path) ? path : origin + path,
      status: Number(status),
      length: length === "None" ? -1 : Number(length),
    }),
  ],
  [/\bRESP STATUS: (\d{3}) ?(.*)$/s, ([, status, reason = ""]) => toResponse(status, reason, "")],
  [/\bRESP HEADERS: (.*)$/s, ([, text = ""]) => ({ kind: "headers", headers: readHeaderText(text) })],
  [/\bRESP BODY: (.*)$/s, ([, text = ""]) => ({ kind: "body", text: readBody(text) })],
  [/\bRESP: ?\[(\d{3})\] ?(.*)$/s, ([, status, text = ""]) => toResponse(status, "", text)],
  [/(?:^|[\s:\]])\[(\d{3})\] ([A-Za-z][\w-]*: .*)$/s, ([, status, text = ""]) => toResponse(status, "", text)],
  [/^HTTP\/[\d.]+ (\d{3}) ?(.*)$/s, ([, status, reason = ""]) => ({ kind: "head", status: Number(status), reason })],
  [
    /\b([A-Z]+) call to (?:\S+ for )?(\S+) used request id (\S+)/,
    ([, method = "", url = "", requestId = ""]) => ({ kind: "used", method, url, requestId }),
  ],
  [{ exec: findFailure }, ([, message = "", url = ""]) => ({ kind: "failure", message, url })],
  [/(?:^|[\s:])(\{"(?:token|access)": .*)$/s, ([, text = ""]) => ({ kind: "tokenBody", text })],
];

/** The origin in front is looked for from behind: an expression would read a long word from each `http` in it. */
function findWire(line: string): Found | null {
  const found = /"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) (\d+|None)/.exec(line);
  if (found === null) return null;
  const [text, ...parts] = found;
  const word = line[found.index - 1] !== " " ? "" : lastWord(line.slice(0, found.index - 1));
  const at = word.search(/https?:\/\/\S/);
  const origin = at < 0 ? "" : word.slice(at);
  const index = origin === "" ? found.index : found.index - 1 - origin.length;
  return Object.assign([text, origin, ...parts], { index });
}

function lastWord(text: string): string {
  return lastText(text.split(/\s/));
}

/** One expression would look for the end of the message, and for a URL in it, from each place that may be its beginning. */
function findFailure(line: string): Found | null {
  const end = line.lastIndexOf(". Retrying in ");
  const before = line.slice(0, Math.max(0, end));
  const index = before.search(/\bFailure: /);
  if (index < 0) return null;
  const message = before.slice(index + "Failure: ".length);
  const [url] = matchParts(/https?:\/\/[^\s:]+(?::\d+)?[^\s:]*/, message);
  return url === undefined ? null : Object.assign([line.slice(index, end), message, url], { index });
}

/** A line without a URL is no request of a client, or only the beginning of one. */
function toRequest(line: string): Said | undefined {
  const request = readCurlLine(line);
  return URL.canParse(request.url) || isBroken(line)
    ? { kind: "request", request, isLate: /^curl -i ['"]?https?:/.test(line) }
    : undefined;
}

function toResponse(status: string | undefined, reason: string, text: string): Said {
  return { kind: "response", status: Number(status), reason: reason.trim(), headers: readHeaderText(text) };
}

/** swiftclient prints bytes as Python writes them. */
function readBody(text: string): string | Buffer {
  const literal = /^b["']/.test(text) ? readPythonLiteral(text)?.value : undefined;
  return Buffer.isBuffer(literal) ? literal : text;
}

/** The events of a log, without colors and what oslo.log and DevStack append to each line. */
export function* readEvents(text: string): Generator<LogEvent> {
  const lines = withoutColors(text).split(/\r\n?|\n/);
  for (let index = 0; index < lines.length; index++) {
    let line = withoutSuffix(knownAt(lines, index));
    const first = line;
    const marked = findMark(first);
    if (marked?.said.kind === "request") {
      // People break a long command into lines, as a shell does.
      const parts: string[] = [];
      while (isBroken(line) && parts.length < LONGEST_BODY && index + 1 < lines.length) {
        index += 1;
        parts.push(line.trimEnd().slice(0, -1).trimEnd());
        line = withoutSuffix(knownAt(lines, index)).trimStart();
      }
      line = [...parts, line].join(" ");
      for (let more = 0; more < LONGEST_BODY && isOpenCurlLine(line) && index + 1 < lines.length; more++) {
        if (findMark(knownAt(lines, index + 1)) !== undefined) break;
        index += 1;
        line += `\n${withoutSuffix(knownAt(lines, index))}`;
      }
    }
    const found = line === first ? marked : findMark(line);
    if (found === undefined) yield { who: "", at: "", kind: "text", text: line };
    else yield { who: whoOf(found.before), at: timeOf(found.before), ...found.said };
  }
}

/** Whether the next line continues it. */
function isBroken(line: string): boolean {
  return /\s\\$/.test(line.trimEnd());
}

/** Lines that one body, or one command, may have. */
const LONGEST_BODY = 1000;

function withoutSuffix(line: string): string {
  return line
    .replace(/ \{\{\(pid=\d+\) [^{}]*\}\}\s*$/, "")
    .replace(/ (?:from \(pid=\d+\)|\(pid=\d+\)) \S+ \S+:\d+\s*$/, "")
    .replace(/ [A-Za-z_]\w* \/\S+\.py:\d+\s*$/, "");
}

function findMark(line: string): { readonly said: Said; readonly before: string } | undefined {
  let first: { readonly found: Found; readonly read: (found: Found) => Said | undefined } | undefined;
  for (const [pattern, read] of MARKS) {
    const found = pattern.exec(line);
    if (found !== null && (first === undefined || found.index < first.found.index)) first = { found, read };
  }
  const said = first?.read(first.found);
  return first === undefined || said === undefined ? undefined : { said, before: line.slice(0, first.found.index) };
}

/** A log's format has time, level and logger in each line, which differ within one thread; the rest distinguishes threads. */
function whoOf(before: string): string {
  return before
    .replaceAll(/\d{4}-\d\d-\d\d[T ]?/g, "")
    .replaceAll(/\b[A-Z][a-z]{2} +\d+ /g, "")
    .replaceAll(/\d\d:\d\d:\d\d(?:[.,]\d+)?Z?/g, "")
    .replaceAll(/\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR)\b/gi, "")
    .replaceAll(/\b[a-z_]\w*(?:\.\w+)+(?::\d+)?/g, "")
    .replaceAll(/\b(?:swiftclient|keystoneclient|urllib3|requests)\b/g, "")
    .replaceAll(/[\s:|,-]+/g, " ")
    .trim();
}

function timeOf(before: string): string {
  const [, date, time, fraction = ""] = matchParts(/(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)[.,](\d{3,6})/, before);
  return date === undefined ? "" : `${date}T${time}.${fraction.padEnd(6, "0")}Z`;
}
