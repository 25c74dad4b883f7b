import { matchedText } from "../../sequence/matched-text.ts";
import { readBinaryDocument } from "../../trace/bodies/binary-document.ts";
import { decodeBytes, unpackBytes } from "../../trace/bodies/decode-bytes.ts";
import { findOpaqueNotation } from "../../trace/bodies/opaque-notation.ts";
import { isTextual } from "../../trace/bodies/read-stated.ts";
import type { ExchangeBody } from "../../trace/journal/exchange.ts";

/**
 * Why a body cannot be searched for secrets: it is compressed or encrypted in an unsupported way. Undefined if it was searched.
 *
 * @param coding its Content-Encoding
 */
export function whyUnopened(body: ExchangeBody, coding = ""): string | undefined {
  const { text, base64, mimeType } = body;
  if (ENCRYPTED_TYPE.test(mimeType)) return ENCRYPTED;
  if (!base64) return ENCRYPTED_TEXT.test(text) ? ENCRYPTED : undefined;
  const looked = Buffer.from(text.slice(0, LOOKED_AT), "base64").toString("hex");
  if (ENCRYPTED_BYTES.some((beginning) => looked.startsWith(beginning))) return ENCRYPTED;
  const packed = PACKED.find(([, beginning]) => looked.startsWith(beginning));
  if (packed !== undefined)
    return isOpened(Buffer.from(text, "base64"), mimeType) ? undefined : `it is packed (${packed[0]})`;
  const notation = findUnreadNotation(body);
  if (notation !== undefined) return `its format is not supported (${notation})`;
  const unknown = findUnknownCoding(coding, mimeType);
  return unknown === undefined ? undefined : `it cannot be decoded (${unknown})`;
}

const ENCRYPTED = "it is encrypted";

function isOpened(bytes: Buffer, mimeType: string): boolean {
  return decodeBytes(bytes) !== undefined || readBinaryDocument(unpackBytes(bytes), mimeType)?.isWhole === true;
}

/** The notation of bytes that is unsupported, or that does not match its name. */
export function findUnreadNotation({ text, base64, mimeType, sha256 }: ExchangeBody): string | undefined {
  if (!base64) return undefined;
  const bytes = Buffer.from(text, "base64");
  const document = readBinaryDocument(bytes, mimeType);
  if (document !== undefined) return document.isWhole || sha256 !== undefined ? undefined : document.notation;
  return findOpaqueNotation(bytes, mimeType);
}

/** A coding that was not undone: an unknown one, or any other if what should be text is not. */
function findUnknownCoding(coding: string, mimeType: string): string | undefined {
  const names = coding
    .toLowerCase()
    .split(",")
    .map((name) => matchedText(/[\w.-]{1,40}/, name))
    .filter((name) => name !== "" && name !== "identity");
  const isText = isTextual(mimeType) || /^text\//i.test(mimeType);
  return names.find((name) => isText || !KNOWN_CODING.test(name));
}

const KNOWN_CODING = /^(?:(?:x-)?gzip|deflate|br|zstd)$/;

/** Characters of base64. */
const LOOKED_AT = 64;

/** PGP and age in armour, Ansible's vault, a JSON Web Encryption in its five parts (RFC 7516). */
const ENCRYPTED_TEXT =
  /^\s*(?:-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE|PKCS7|CMS)-----|\$ANSIBLE_VAULT;|"?eyJ[\w-]{1,1000000}(?:\.[\w-]{0,1000000}){4}"?\s{0,100}$)/;

/** `Salted__` of OpenSSL's `enc`, `age-encryption.org/`; as hexadecimal digits. */
const ENCRYPTED_BYTES: readonly string[] = ["53616c7465645f5f", "6167652d656e6372797074696f6e2e6f72672f"];

const ENCRYPTED_TYPE = /^application\/(?:jose|pgp-encrypted|(?:x-)?pkcs7-mime)\b/i;

/** How archives and what is compressed begin, by name. */
const PACKED: readonly (readonly [name: string, beginning: string])[] = [
  ["gzip", "1f8b"],
  ["zstd", "28b52ffd"],
  ["zip", "504b0304"],
  ["zip", "504b0506"],
  ["xz", "fd377a585a"],
  ["bzip2", "425a68"],
  ["7z", "377abcaf"],
  ["rar", "52617221"],
  ["lz4", "04224d18"],
  ["snappy", "ff060000734e61507059"],
];
