import { onlyKnown } from "../json/only-known.ts";
import type { Content, Entry, Header, Informational } from "../trace/model/types.ts";
import { type BodyForm, fitHeaders, toWire } from "./answer-headers.ts";

/** What goes to the client for one recorded exchange. */
export interface Answer {
  /** 1xx responses before it. */
  readonly informational: readonly AnswerHead[];
  /** Undefined if no response was recorded: the connection ends. */
  readonly head?: AnswerHead;
  /** What the server sent in place of a response that could be read; sent as it is. */
  readonly unread?: Buffer;
  /** Undefined if the exchange has none by its nature: HEAD, 204, 304. */
  readonly body?: Buffer;
  /** The trailers, as a flat list: name, value, … */
  readonly trailers: readonly string[];
  /**
   * How it ends, as recorded: normally, with a closed or reset connection, or with silence until the client gives up.
   */
  readonly end: "complete" | "broken" | "reset" | "silent";
  /** The error code if it failed: `REFUSED_STREAM`. */
  readonly code?: string;
}

export interface AnswerHead {
  readonly status: number;
  /** As recorded. */
  readonly reason: string;
  /** Flat list name, value, …; recorded order and case, duplicates kept. */
  readonly headers: readonly string[];
}

/**
 * @param rewrite converts recorded origins to those of the replay
 * @param isFramed whether the connection marks the end of a body, as HTTP/2 does
 */
export function toAnswer(
  { request, response, _error }: Entry,
  rewrite: (text: string) => string,
  isFramed = false,
): Answer {
  const { status, content, _informational = [], _trailers = [] } = response;
  const end = toEnd(_error);
  const failed = _error && { code: _error.code };
  const informational = _informational.map((one) => toAnswerHead(one, rewrite));
  // HTTP defines none above 599, but some servers send 999.
  if (status < 200 || status > 999)
    return {
      informational,
      ...onlyKnown({ unread: status === 0 ? toUnread(content, rewrite) : undefined }),
      trailers: [],
      end: end === "complete" ? "reset" : end,
      ...failed,
    };
  const hasBody = request.method.toUpperCase() !== "HEAD" && status !== 204 && status !== 304;
  const body = hasBody ? toBytes(content, rewrite) : undefined;
  const trailers = hasBody ? fitHeaders(leadHeaders(_trailers, rewrite)) : [];
  // Trailers come after chunks only.
  const isWhole = end === "complete" && trailers.length === 0;
  const length = body?.byteLength ?? 0;
  const size = isWhole ? { size: length } : end === "complete" ? {} : { sent: length };
  const form = body && { isText: content.encoding !== "base64", isFramed, ...size };
  const head = toAnswerHead(response, rewrite, form);
  return { informational, head, ...onlyKnown({ body }), trailers, end, ...failed };
}

/** When an exchange was over, in milliseconds since 1970. */
export function endOf({ startedDateTime, time }: Entry): number {
  return Date.parse(startedDateTime) + time;
}

/** @param form of the body that follows; undefined for a head without one */
export function toAnswerHead(
  { status, statusText, headers }: Informational,
  rewrite: (text: string) => string,
  form?: BodyForm,
): AnswerHead {
  return { status, reason: toReason(statusText), headers: fitHeaders(leadHeaders(headers, rewrite), form) };
}

function leadHeaders(headers: readonly Header[], rewrite: (text: string) => string): Header[] {
  return headers.map(({ name, value }) => {
    if (OF_THEN.test(name)) return { name, value };
    // Only its name shows that a number is a time.
    if (/^\d{10,19}$/.test(value)) return { name, value: rewrite(`${name}: ${value}`).replace(/^.*: /s, "") };
    return { name, value: rewrite(value) };
  });
}

/** They are the recorded times, regardless of the current time. */
const OF_THEN = /^(?:date|last-modified)$/i;

/** How a connection ended that failed, if it did. */
export function toEnd(error: Entry["_error"]): Answer["end"] {
  if (error === undefined) return "complete";
  if (SILENCE.test(error.code)) return "silent";
  // Any other failure of a server appears as a reset, as it did through the recording proxy.
  // After a reset, a client may never see the bytes that are no HTTP.
  return /^(?:SERVER_CLOSED|UND_ERR_SOCKET|NOT_HTTP|HTTP2_ONLY)$/.test(error.code) ? "broken" : "reset";
}

/** A reason phrase in another script cannot be sent, and is not needed (RFC 9112, section 4). */
function toReason(statusText: string): string {
  return /[^\0-\xff]/.test(statusText) ? "" : toWire(statusText);
}

/**
 * Nothing more arrived until one side gave up: a timeout (`ETIMEDOUT`, `UND_ERR_HEADERS_TIMEOUT`), a client that went
 * away (`CLIENT_GONE` from a proxy; from inside a program `ABORTED`, `UND_ERR_ABORTED`, or the name of an AbortSignal's
 * reason), or the end of the recording.
 */
const SILENCE = /TIMED_?OUT|TIMEOUT|^(?:TimeoutError|AbortError|ABORTED|UND_ERR_ABORTED|CLIENT_GONE|UNFINISHED)$/;

function toUnread(content: Content, rewrite: (text: string) => string): Buffer | undefined {
  const bytes = toBytes(content, rewrite);
  return bytes.byteLength > 0 ? bytes : undefined;
}

function toBytes({ text = "", encoding }: Content, rewrite: (text: string) => string): Buffer {
  return encoding === "base64" ? Buffer.from(text, "base64") : Buffer.from(rewrite(text));
}
