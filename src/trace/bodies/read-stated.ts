import { decodeBrotli, decodeBytes } from "./decode-bytes.ts";

/** A body as another tool wrote it. */
export interface StatedBody {
  readonly text: string;
  /** Whether the tool declares the text as base64. */
  readonly isBase64: boolean;
  readonly mimeType: string;
  /** Whether there is a Content-Encoding as well. */
  readonly isEncoded: boolean;
}

export interface ReadBody {
  /** The body, or base64 of it. */
  readonly text: string;
  readonly base64: boolean;
}

/**
 * Reads a body according to its content, because tools may declare its encoding wrongly (docs/notes/har.md). A text that is declared as
 * base64 but has other characters is text; base64 of JSON, or compressed JSON, that is declared as JSON is JSON.
 */
export function readStated({ text, isBase64, mimeType, isEncoded }: StatedBody): ReadBody {
  const isText = isTextual(mimeType) || isEncoded;
  const bytes = fromBase64(text.replace(DATA_URL, ""));
  const isMarked = isBase64 || DATA_URL.test(text);
  if (bytes === undefined || (!isMarked && !(isText && bytes.length >= SHORTEST))) return { text, base64: false };
  const decoded = decodeBytes(bytes) ?? (isText ? decodeBrotliOf(bytes) : undefined);
  if (decoded === undefined || (decoded.isPacked && !isText))
    return { text: isMarked ? bytes.toString("base64") : text, base64: isMarked };
  // Plain words have the letters of base64 too.
  if (!isMarked && !(decoded.isPacked || STRUCTURE.test(decoded.text))) return { text, base64: false };
  if (!isText || STRUCTURE.test(decoded.text)) return { text: decoded.text, base64: false };
  return readStated({ text: decoded.text, isBase64: false, mimeType, isEncoded });
}

/** Bytes; a number or a word that is no base64 has fewer. */
const SHORTEST = 9;

/** A text that JSON, XML or a form begins like. */
const STRUCTURE = /^\uFEFF?\s*(?:[[{<"]|[\w.%[\]-]+=)/;

const DATA_URL = /^data:[\w.+/;=-]{0,100};base64,/i;

/** Whether a media type promises text that has a structure. */
export function isTextual(mimeType: string): boolean {
  return /[/+](?:json|xml|html|x-www-form-urlencoded|javascript|yaml|x-ndjson|graphql|csv)\b/i.test(mimeType);
}

function decodeBrotliOf(bytes: Buffer): ReturnType<typeof decodeBytes> {
  const text = decodeBrotli(bytes);
  return text === undefined ? undefined : { text, isPacked: true };
}

/** The bytes of base64 of either alphabet, also in lines; undefined for any other text. */
function fromBase64(text: string): Buffer | undefined {
  const flat = text.replaceAll(/\s/g, "");
  const isBase64 =
    /^[\w+/-]*={0,2}$/.test(flat) && flat.length % 4 !== 1 && !(flat.endsWith("=") && flat.length % 4 !== 0);
  return isBase64 && flat !== "" ? Buffer.from(flat, "base64") : undefined;
}
