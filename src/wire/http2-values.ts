import { byteAt } from "../sequence/byte-at.ts";

/** Big-endian; bytes that are missing count as 0. */
export function readUint32(bytes: Uint8Array, at: number): number {
  const low = (byteAt(bytes, at + 1) << 16) | (byteAt(bytes, at + 2) << 8) | byteAt(bytes, at + 3);
  return byteAt(bytes, at) * 0x1000000 + low;
}

/** The name of an error code in RST_STREAM and GOAWAY (RFC 9113, section 7). */
export function nameError(code: number): string {
  return ERRORS[code] ?? `0x${code.toString(16)}`;
}

/** The code of a name; undefined if it is not one. */
export function codeOfError(name: string): number | undefined {
  const code = ERRORS.indexOf(name);
  return code < 0 ? undefined : code;
}

const ERRORS = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
];
