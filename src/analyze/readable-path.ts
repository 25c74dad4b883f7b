import { decodeComponent } from "../trace/decode-component.ts";

/**
 * A path as people write it: letters and digits of any script in place of their percent-encoding (RFC 3986, section 2.1), as browsers show
 * them. What else is encoded stays, because it may look like a part of the URL, or like nothing.
 */
export function toReadablePath(path: string): string {
  return path.includes("%") ? path.replaceAll(ENCODED, readLetter) : path;
}

/** One character in UTF-8, none of ASCII. */
const ENCODED = /%[c-f][\da-f](?:%[89ab][\da-f]){1,3}/gi;

function readLetter(encoded: string): string {
  const text = decodeComponent(encoded);
  return LETTER.test(text) ? text : encoded;
}

const LETTER = /^[\p{L}\p{M}\p{N}]$/u;
