import { isUtf8 } from "node:buffer";

import { isObject } from "../../json/is-object.ts";
import { groupBy } from "../../sequence/groups.ts";
import type { Content, Entry, Header, PostData } from "../../trace/model/types.ts";
import { toPlainTarget, withoutAliasNumbers } from "../plain-target.ts";

/**
 * Whether nothing in two entries proves that they are two calls. One file may lack what the other has: browsers leave out the headers of
 * secrets if asked to, and bodies that they no longer have. Aliases are numbered in each file. Everything else that both have is equal in two
 * files of one recorder, whatever tool wrote them.
 */
export function isSameCall(one: Call, other: Call): boolean {
  return (
    one.url === other.url &&
    one.error === other.error &&
    isSameBody(one.sent, other.sent) &&
    isSameBody(one.received, other.received) &&
    isSameHeaders(one.entry.request.headers, other.entry.request.headers) &&
    isSameHeaders(one.entry.response.headers, other.entry.response.headers) &&
    isSameOrUnknown(one.rest, other.rest)
  );
}

/** An entry, as `isSameCall` compares it with many others. */
export interface Call {
  readonly entry: Entry;
  /** In one spelling. */
  readonly url: string;
  readonly error: string | undefined;
  readonly sent: Body;
  readonly received: Body;
  /** What is not compared in its own way. */
  readonly rest: unknown;
}

/** Scheme, user, and host: the default port may be written, or not. */
function toOrigin(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return withoutAliasNumbers(url.slice(0, url.indexOf("/")));
  const { protocol, username, password, host } = parsed;
  return withoutAliasNumbers(`${protocol}//${username}:${password}@${host}`);
}

interface Body {
  /** Undefined if it is unknown. */
  readonly text: string | undefined;
  /** Bytes; negative if unknown. */
  readonly sizes: readonly number[];
}

export function toCall(entry: Entry): Call {
  const { url: _url, headers: _sent, queryString: _query, headersSize: _size, postData, ...request } = entry.request;
  const { headers: _received, headersSize: _length, content, ...response } = entry.response;
  const { bodySize: sentSize, ...asked } = request;
  const { bodySize: receivedSize, ...answered } = response;
  const { text: _text, _encoding, ...form } = postData ?? { text: "" };
  const { text: _content, encoding: _coding, size, compression: _saved, ...kind } = content;
  const members = Object.entries(entry).filter(([name]) => !OF_THE_FILE.has(name));
  // A size of 0 may be that of a body which the browser no longer has.
  const length = size === 0 && content.text === undefined ? -1 : size;
  return {
    entry,
    url: `${toOrigin(entry.request.url)}${toPlainTarget(entry.request.url)}`,
    error: entry._error?.code,
    sent: { text: textOf(postData, postData?._encoding), sizes: isMasked(postData) ? [] : [sentSize] },
    received: { text: textOf(content, content.encoding), sizes: isMasked(content) ? [] : [length, receivedSize] },
    rest: { ...Object.fromEntries(members), request: { ...asked, form }, response: { ...answered, kind } },
  };
}

/** Numbered or named by each file, or compared otherwise. */
const OF_THE_FILE: ReadonlySet<string> = new Set([
  ..."_id _retryOf _redirectOf _nestedIn _recorder _twinOf _twinBy pageref comment".split(" "),
  ..."startedDateTime time request response".split(" "),
]);

function textOf(body: { readonly text?: string } | undefined, encoding: string | undefined): string | undefined {
  const text = body?.text;
  if (encoding !== "base64" || text === undefined) return text;
  const bytes = Buffer.from(text, "base64");
  // Different bytes that are no text would be equal as text.
  return isUtf8(bytes) ? bytes.toString() : text;
}

/** Of a masked body, the sizes are those of its aliases. */
function isMasked(body: PostData | Content | undefined): boolean {
  return body?._masked === true || body?.text?.includes("REDACTED-") === true;
}

function isSameBody(one: Body, other: Body): boolean {
  return (
    isSameOrUnknown(one.text, other.text) &&
    one.sizes.every((size, index) => {
      const known = other.sizes[index] ?? -1;
      return size < 0 || known < 0 || size === known;
    })
  );
}

/** Whether everything that both know is equal; empty texts and lists, and negative numbers, mean that it is unknown. */
function isSameOrUnknown(one: unknown, other: unknown): boolean {
  if (one === other || isUnknown(one) || isUnknown(other)) return true;
  if (typeof one === "string" && typeof other === "string")
    return withoutAliasNumbers(one) === withoutAliasNumbers(other);
  if (Array.isArray(one) && Array.isArray(other)) {
    const others: readonly unknown[] = other;
    return one.length === others.length && one.every((item, index) => isSameOrUnknown(item, others[index]));
  }
  return (
    isObject(one) &&
    isObject(other) &&
    Object.entries(one).every(([name, value]) => isSameOrUnknown(value, other[name]))
  );
}

function isUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || value === "" || (typeof value === "number" && value < 0);
}

/** The values of each name that both have. */
function isSameHeaders(one: readonly Header[], other: readonly Header[]): boolean {
  const [own, others] = [toValues(one), toValues(other)];
  return Array.from(own.entries()).every(([name, values]) => {
    const known = others.of(name);
    return known.length === 0 || isSameOrUnknown(JSON.stringify(values), JSON.stringify(known));
  });
}

function toValues(headers: readonly Header[]) {
  return groupBy(headers, ({ name }) => name.toLowerCase());
}
