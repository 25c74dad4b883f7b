import { knownAt } from "../sequence/known-at.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { lastText } from "../sequence/text-at.ts";

/** How the end of a message shows (RFC 9112, section 6). */
export type Framing =
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunks" }
  /** With the connection. */
  | { readonly kind: "end" }
  /** It does not; why not. */
  | { readonly kind: "unknown"; readonly why: string };

/** A request whose length two readers may read differently is not read on at all: its bytes are the server's business. */
export function framingOfRequest(fields: readonly string[]): Framing {
  const { codings, lengths, odd } = framingFields(fields);
  if (odd !== undefined) return { kind: "unknown", why: `a field named ${JSON.stringify(odd)}` };
  if (codings.length > 0 && lengths.length > 0) {
    return { kind: "unknown", why: "Transfer-Encoding and Content-Length together" };
  }
  if (codings.length > 0) return isChunkedLast(codings) ? CHUNKS : unknownCoding(codings);
  return lengths.length > 0 ? framingOfLengths(lengths) : NO_BODY;
}

/** @param method of the request; "" if there is none */
export function framingOfResponse(fields: readonly string[], status: number, method: string): Framing {
  if (method === "HEAD" || status === 204 || status === 304) return NO_BODY;
  const { codings, lengths, odd } = framingFields(fields);
  if (odd !== undefined) return { kind: "unknown", why: `a field named ${JSON.stringify(odd)}` };
  if (codings.length > 0) return isChunkedLast(codings) ? CHUNKS : { kind: "end" };
  return lengths.length > 0 ? framingOfLengths(lengths) : { kind: "end" };
}

const NO_BODY: Framing = { kind: "length", length: 0 };
const CHUNKS: Framing = { kind: "chunks" };

interface FramingFields {
  readonly codings: readonly string[];
  readonly lengths: readonly string[];
  /** A name that only some parsers treat as one of the two. */
  readonly odd: string | undefined;
}

function framingFields(fields: readonly string[]): FramingFields {
  const codings: string[] = [];
  const lengths: string[] = [];
  let odd: string | undefined;
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const name = knownAt(fields, index);
    // Nearly every name is too short or too long to need a check.
    if (name.length < 14 || name.length > 24) continue;
    const [, plain] = matchParts(FRAMING_NAME, name);
    if (plain === undefined) continue;
    if (plain.length !== name.length) odd ??= name;
    else (plain.length === 14 ? lengths : codings).push(knownAt(fields, index + 1));
  }
  return { codings, lengths, odd };
}

const FRAMING_NAME = /^[^\w-]*(content-length|transfer-encoding)[^\w-]*$/i;

function isChunkedLast(codings: readonly string[]): boolean {
  return /(?:^|,)[ \t]*chunked[ \t]*$/i.test(lastText(codings));
}

function unknownCoding(codings: readonly string[]): Framing {
  return { kind: "unknown", why: `Transfer-Encoding: ${codings.join(", ")}` };
}

function framingOfLengths(lengths: readonly string[]): Framing {
  const [only = ""] = lengths;
  // Nearly always.
  if (lengths.length === 1 && /^\d{1,15}$/.test(only)) return { kind: "length", length: Number(only) };
  const values = new Set(lengths.flatMap((value) => value.split(",")).map((value) => value.trim()));
  const [first = ""] = values;
  if (values.size > 1) return { kind: "unknown", why: `Content-Length: ${[...values].join(", ")}` };
  const length = Number(first);
  if (!/^\d+$/.test(first) || !Number.isSafeInteger(length)) {
    return { kind: "unknown", why: `Content-Length: ${first}` };
  }
  return { kind: "length", length };
}
