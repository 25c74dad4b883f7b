import { isJson } from "../../json/read-json.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { findFileFormat } from "../../shapes/file-format.ts";
import { decodeText } from "../bodies/charset.ts";
import { decodeUtf16 } from "../bodies/utf16.ts";
import { isCompressed } from "./unpack.ts";

export interface Base64Claim {
  /** Whether the file declares the text as base64. */
  readonly isMarked: boolean;
  /** Bytes of the body according to the file; it counts the bytes of the text if that is not base64. */
  readonly size: unknown;
  readonly mimeType: string;
  /** How many layers have been taken off. @default 0 */
  readonly depth?: number;
}

/** More layers are an attack. */
const DEEPEST = 3;

/** The bytes of a base64 text, regardless of its declaration; undefined for other text. */
export function readBase64(text: string, { isMarked, size, mimeType, depth = 0 }: Base64Claim): Buffer | undefined {
  const [, prefix, rest = ""] = matchParts(/^(data:[^,]{0,200};base64,)?(.*)$/is, text);
  const compact = rest.replaceAll(/\s+/g, "");
  if (!/^[\w+/-]+={0,2}$/.test(compact) || compact.replaceAll("=", "").length % 4 === 1) return undefined;
  const bytes = Buffer.from(compact, "base64");
  if (prefix !== undefined) return bytes;
  const guess = { text, compact, bytes, size, mimeType, depth };
  return (isMarked ? !isRefuted(guess) : isBorneOut(guess)) ? bytes : undefined;
}

interface Guess {
  readonly text: string;
  readonly compact: string;
  readonly bytes: Buffer;
  readonly size: unknown;
  readonly mimeType: string;
  readonly depth: number;
}

/** Whether a text that is declared as base64 was probably sent as it is. */
function isRefuted({ text, bytes, size, mimeType }: Guess): boolean {
  if (toText(bytes, mimeType) !== undefined || isCompressed(bytes)) return false;
  if (Buffer.byteLength(text) === size && bytes.byteLength !== size) return true;
  return isTextual(mimeType) && (isJson(text) || / /.test(text.trim()) || !/[\d+/=]/.test(text));
}

/** Whether an undeclared text is base64: its size, or its decoded content and media type, confirm it. */
function isBorneOut({ text, compact, bytes, size, mimeType, depth }: Guess): boolean {
  if (compact.length < 16 || compact.length % 4 !== 0 || isJson(text)) return false;
  if (isCompressed(bytes)) return true;
  // Chrome marked no pictures before 2013.
  if (!isTextual(mimeType)) return size === bytes.byteLength || findFileFormat(bytes) !== undefined;
  const decoded = toText(bytes, mimeType);
  if (decoded === undefined) return false;
  if (size === bytes.byteLength) return true;
  if (depth < DEEPEST && readBase64(decoded, { isMarked: false, size: undefined, mimeType, depth: depth + 1 }))
    return true;
  if (/json/i.test(mimeType)) return /^\s*[[{]/.test(decoded) && isJson(decoded);
  if (/xml|html/i.test(mimeType)) return /^\s*<[!?\w]/.test(decoded);
  return /urlencoded/i.test(mimeType) && /^[\w.%+[\]-]+=[^\s]*$/.test(decoded);
}

/** Whether bodies of this media type are text. */
export function isTextual(mimeType: string): boolean {
  return /json|^text\/|xml|javascript|urlencoded|graphql|yaml/i.test(mimeType);
}

/** A body's text, also from UTF-16 if its media type is text without a charset. */
export function toText(bytes: Buffer, mimeType: string): string | undefined {
  return decodeText(bytes, mimeType, false) ?? (isTextual(mimeType) ? decodeUtf16(bytes) : undefined);
}
