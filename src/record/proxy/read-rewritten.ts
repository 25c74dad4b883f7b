import { knownAt } from "../../sequence/known-at.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { decodeBytes } from "../../wire/fields.ts";
import type { RequestHead } from "../../wire/message.ts";
import { readRequestHead } from "../../wire/start-line.ts";
import { type HeadChange, type RewrittenHead, rewriteHead } from "./rewrite-head.ts";

/** A request as the server receives it. */
export interface RewrittenRequest extends RewrittenHead {
  readonly head: RequestHead;
}

/** Changes a request's head. In nearly all cases, it only cuts the origin out of the bytes and parses nothing again. */
export function rewriteRequest(head: RequestHead, raw: Uint8Array, change: HeadChange): RewrittenRequest {
  const length = head.isCanonical ? lengthOfOrigin(head, change) : 0;
  if (length === 0) {
    const rewritten = rewriteHead(raw, change);
    return { ...rewritten, head: readRewritten(head, change, rewritten) };
  }
  const start = head.method.length + 1;
  const bytes = Buffer.allocUnsafe(raw.length - length);
  bytes.set(raw.subarray(0, start));
  bytes.set(raw.subarray(start + length), start);
  return { bytes, changed: CUT, head: { ...head, raw: bytes, target: head.target.slice(length) } };
}

const CUT = ["absolute-form"] as const;

/** Length of the origin of a target in absolute form with a path; 0 if more has to be changed. */
function lengthOfOrigin({ target, fields }: RequestHead, change: HeadChange): number {
  const { cutsOrigin, without, basePath, host } = change;
  if (!cutsOrigin || basePath !== undefined || host !== undefined || isAdding(change)) return 0;
  for (let index = 0; index < fields.length; index += 2)
    if (without.has(knownAt(fields, index).toLowerCase())) return 0;
  return matchedText(/^(?:https?|wss?):\/\/[!"$-.0->@-~]+(?=\/)/i, target).length;
}

/**
 * The head that the server receives. If it has the usual form, it is derived from the changes, so that it is not parsed twice; other heads
 * are parsed again.
 */
export function readRewritten(head: RequestHead, change: HeadChange, { bytes, changed }: RewrittenHead): RequestHead {
  const { without, host } = change;
  if (changed.length === 0) return head;
  if (!head.isCanonical || isAdding(change)) return readRequestHead(bytes) ?? head;
  const { method, version } = head;
  const line = bytes.toString("latin1", 0, bytes.indexOf("\r\n"));
  const target = decodeBytes(line.slice(method.length + 1, line.length - version.length - 1));
  const isSame = changed.every((name) => name === "absolute-form" || name === "path");
  return { ...head, target, raw: bytes, fields: isSame ? head.fields : changeFields(head.fields, without, host) };
}

function isAdding({ proxyAuthorization, traceparent }: HeadChange): boolean {
  return proxyAuthorization !== undefined || traceparent !== undefined;
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
