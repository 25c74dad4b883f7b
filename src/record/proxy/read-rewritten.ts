import { decodeBytes } from "../../wire/fields.ts";
import type { RequestHead } from "../../wire/message.ts";
import { readRequestHead } from "../../wire/start-line.ts";
import type { HeadChange, RewrittenHead } from "./rewrite-head.ts";

/**
 * What the server gets, as a head: of one in the usual form by what was changed in it, so that it is not read twice;
 * others are read again.
 */
export function readRewritten(
  head: RequestHead,
  { without, host, proxyAuthorization }: HeadChange,
  { bytes, changed }: RewrittenHead,
): RequestHead {
  if (changed.length === 0) return head;
  if (!head.isCanonical || proxyAuthorization !== undefined) return readRequestHead(bytes) ?? head;
  const { method, version } = head;
  const line = bytes.toString("latin1", 0, bytes.indexOf("\r\n"));
  const target = decodeBytes(line.slice(method.length + 1, line.length - version.length - 1));
  const isSame = changed.every((name) => name === "absolute-form" || name === "path");
  return { ...head, target, raw: bytes, fields: isSame ? head.fields : changeFields(head.fields, without, host) };
}

function changeFields(fields: readonly string[], without: ReadonlySet<string>, host: string | undefined): string[] {
  const kept: string[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    const [name = "", value = ""] = fields.slice(index, index + 2);
    const lower = name.toLowerCase();
    if (!without.has(lower)) kept.push(name, lower === "host" && host !== undefined ? host : value);
  }
  return kept;
}
