import { isUtf8 } from "node:buffer";

import { decodeQuotedPrintable } from "./quoted-printable.ts";

/** A body's text, or base64 of its bytes if they are no text. */
export interface DecodedBody {
  readonly text: string;
  readonly isBase64: boolean;
}

/**
 * Undoes an encoding that another tool names for a body, other than base64. Undefined if no such encoding is named, or if the text is not
 * in that encoding: tools may declare a body's encoding wrongly (docs/notes/har.md).
 */
export function undoEncoding(text: string, name: string): DecodedBody | undefined {
  const bytes = DECODERS.find(([names]) => names.test(name.trim()))?.[1](text);
  if (bytes === undefined) return undefined;
  const isText = isUtf8(bytes) && !bytes.includes(0);
  return { text: bytes.toString(isText ? "utf8" : "base64"), isBase64: !isText };
}

const DECODERS: readonly (readonly [names: RegExp, decode: (text: string) => Buffer | undefined])[] = [
  [/^(?:quoted[-_ ]?printable|qp)$/i, decodeQuotedPrintable],
  [/^(?:hex|hexadecimal|base-?16)$/i, decodeHex],
];

function decodeHex(text: string): Buffer | undefined {
  const digits = text.replaceAll(/\s+/g, "");
  return digits !== "" && digits.length % 2 === 0 && /^[\dA-Fa-f]+$/.test(digits)
    ? Buffer.from(digits, "hex")
    : undefined;
}
