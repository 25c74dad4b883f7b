import { findAll } from "../sequence/find-all.ts";
/** Bytes of a binary body that the page shows. */
export const HEX_PREVIEW = 64;

/** The first bytes as hex, sixteen a line: `89 50 4e 47 …`. */
export function toHexLines(base64: string): readonly string[] {
  // Four characters of base64 are three bytes; the rest of the body is never decoded.
  const bytes = Buffer.from(base64.slice(0, Math.ceil(HEX_PREVIEW / 3) * 4), "base64").subarray(0, HEX_PREVIEW);
  const pairs = findAll(bytes.toString("hex"), /../g);
  const count = Math.ceil(pairs.length / 16);
  return Array.from({ length: count }, (_, line) => pairs.slice(line * 16, line * 16 + 16).join(" "));
}
