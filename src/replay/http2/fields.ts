import type { OutgoingHttpHeaders } from "node:http2";

import { fieldsOf } from "../../trace/flat-fields.ts";

/** Fields as `node:http2` takes them: values of one name together. Of fields that it accepts once, the first. */
export function toFields(flat: readonly string[]): OutgoingHttpHeaders {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [written, value] of fieldsOf(flat)) {
    const name = written.toLowerCase();
    if (name === OF_HTTP1) continue;
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else if (!ONCE.has(name)) fields[name] = [...(Array.isArray(before) ? before : [before]), value];
  }
  return fields;
}

/** It is not allowed in HTTP/2 (RFC 9113, section 8.2.2); other connection fields are removed from every response. */
const OF_HTTP1 = "http2-settings";

/** Named in Node's lib/internal/http2/util.js, `kSingleValueFields`. */
const ONCE: ReadonlySet<string> = new Set([
  "access-control-allow-credentials",
  "access-control-max-age",
  "access-control-request-method",
  "age",
  "alt-svc",
  "authorization",
  "content-encoding",
  "content-language",
  "content-length",
  "content-location",
  "content-md5",
  "content-range",
  "content-type",
  "date",
  "dnt",
  "etag",
  "expires",
  "from",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "last-modified",
  "location",
  "max-forwards",
  "proxy-authorization",
  "range",
  "referer",
  "retry-after",
  "tk",
  "upgrade-insecure-requests",
  "user-agent",
  "x-content-type-options",
]);
