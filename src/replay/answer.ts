import type { Content, Entry } from "../trace/types.ts";
import { fitHeaders, toWire } from "./answer-headers.ts";

/** What goes to the client for one recorded exchange. */
export interface Answer {
  /** Undefined where no response was recorded: the connection ends. */
  readonly head?: AnswerHead;
  /** Undefined where the exchange has none by its nature: HEAD, 204, 304. */
  readonly body?: Buffer;
  /** What comes after it, as when it was recorded: an end, a broken connection, or nothing until the client gives up. */
  readonly end: "complete" | "broken" | "silent";
}

interface AnswerHead {
  readonly status: number;
  /** As recorded. */
  readonly reason: string;
  /** Flat list name, value, …; recorded order and case, duplicates kept. */
  readonly headers: readonly string[];
}

/** `rewrite` leads recorded origins to the replay. */
export function toAnswer({ request, response, _error }: Entry, rewrite: (text: string) => string): Answer {
  const { status, statusText, content } = response;
  const end = _error === undefined ? "complete" : TIMEOUTS.test(_error.code) ? "silent" : "broken";
  // 101 speaks another protocol from here on, which a trace does not hold; 999 is no status that HTTP knows.
  if (status < 200 || status > 599) return { end: end === "silent" ? end : "broken" };
  const hasBody = request.method.toUpperCase() !== "HEAD" && status !== 204 && status !== 304;
  const body = hasBody ? toBytes(content, rewrite) : undefined;
  const headers = fitHeaders(
    response.headers.map(({ name, value }) => ({ name, value: rewrite(value) })),
    body && { isText: content.encoding !== "base64", ...(end === "complete" && { size: body.byteLength }) },
  );
  return { head: { status, reason: toWire(statusText), headers }, ...(body && { body }), end };
}

/** `ETIMEDOUT`, `UND_ERR_HEADERS_TIMEOUT` */
const TIMEOUTS = /TIMEDOUT|TIMEOUT/;

function toBytes({ text = "", encoding }: Content, rewrite: (text: string) => string): Buffer {
  return encoding === "base64" ? Buffer.from(text, "base64") : Buffer.from(rewrite(text));
}
