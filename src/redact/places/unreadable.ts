import { isJson } from "../../json/read-json.ts";
import { readDelimiter } from "../../trace/bodies/multipart.ts";
import type { ExchangeBody } from "../../trace/journal/exchange.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { splitJson } from "./split-json.ts";
import { findUnreadNotation } from "./unopened.ts";

/**
 * Why it is unknown what a body contains; undefined if all of it was searched. Text without structure is searched as it is, whatever its
 * media type says, and so are lines of text between lines of JSON; in truncated JSON, names and values may be confused.
 */
export function whyUnreadable(body: ExchangeBody, isEncoded: boolean): string | undefined {
  const { text, base64, mimeType, sha256 } = body;
  if (base64 && (isEncoded || PACKED.test(text))) return "it is compressed";
  if (base64) return findUnreadNotation(body) === undefined ? undefined : "its format is not supported";
  // What the limit cut is truncated anyway.
  if (sha256 !== undefined) return undefined;
  if (/^multipart\//i.test(mimeType)) return hasParts(text, mimeType) ? undefined : "its parts cannot be separated";
  return looksLikeJson(text) && !isReadable(text) ? "it cannot be read as JSON" : undefined;
}

/** Base64 of how gzip, zip, zstd, xz, bzip2 and 7z begin. */
const PACKED = /^(?:H4sI|UEsD|KLUv|\/Td6WFo|Qlpo|N3q8ry)/;

function hasParts(text: string, mimeType: string): boolean {
  const delimiter = readDelimiter(mimeType);
  return delimiter !== undefined && text.includes(delimiter);
}

function isReadable(text: string): boolean {
  const json = text.slice(text.search(/[[{]/));
  return isJson(json) || splitJson(json).every((piece) => piece.kind === "text" || isJson(piece.text));
}
