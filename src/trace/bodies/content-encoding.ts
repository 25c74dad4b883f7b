import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from "node:zlib";

import { hasCode } from "../../errors.ts";
import { byteAt } from "../../sequence/byte-at.ts";

export interface DecodedContent {
  readonly bytes: Buffer;
  /** Whether the output was longer than the limit, so that only its beginning is here. */
  readonly isCut: boolean;
}

/**
 * Undoes Content-Encoding (RFC 9110, section 8.4) for the trace. Truncated input is decoded as far as it goes; input that does not decode,
 * or has an unknown coding, is kept as it arrived.
 */
export function decodeContent(wire: Buffer, encoding: string, limit: number): DecodedContent {
  let decoded: DecodedContent = { bytes: wire, isCut: false };
  if (encoding === "" || wire.byteLength === 0) return decoded;
  // Codings are listed in the order they were applied.
  for (const coding of encoding.toLowerCase().split(",").toReversed()) {
    const decode = DECODERS.get(coding.trim());
    if (decode === undefined) return decoded;
    try {
      const { bytes, isCut } = decodeWithin(decoded.bytes, decode, limit);
      decoded = { bytes, isCut: isCut || decoded.isCut };
    } catch {
      return decoded;
    }
  }
  return decoded;
}

type Decoder = (input: Buffer, maxOutputLength: number) => Buffer;

// Flushing instead of finishing makes a truncated body yield what it has. Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH and ZSTD_e_flush: reading
// them from node:zlib would load it for every trace.
const GZIP = { finishFlush: 2 };
const BROTLI = { finishFlush: 1 };
const ZSTD = { finishFlush: 1 };

const gunzip: Decoder = (input, maxOutputLength) => gunzipSync(input, { ...GZIP, maxOutputLength });

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ["identity", (input) => input],
  ["gzip", gunzip],
  ["x-gzip", gunzip],
  ["deflate", inflate],
  ["br", (input, maxOutputLength) => brotliDecompressSync(input, { ...BROTLI, maxOutputLength })],
  ["zstd", (input, maxOutputLength) => zstdDecompressSync(input, { ...ZSTD, maxOutputLength })],
]);

/** `deflate` means zlib, but some servers send it without the zlib wrapper (RFC 9110, section 8.4.1.2). */
function inflate(input: Buffer, maxOutputLength: number): Buffer {
  const hasWrapper = (byteAt(input, 0) & 0x0f) === 8 && ((byteAt(input, 0) << 8) | byteAt(input, 1)) % 31 === 0;
  const options = { ...GZIP, maxOutputLength };
  return hasWrapper ? inflateSync(input, options) : inflateRawSync(input, options);
}

/**
 * zlib gives all of the output or, past the limit, none of it: halving the input until the output fits costs a few
 * milliseconds, on such bodies only, and keeps this synchronous, so that a finished exchange is in the journal at once.
 */
function decodeWithin(input: Buffer, decode: Decoder, limit: number): DecodedContent {
  let length = input.byteLength;
  for (;;) {
    try {
      return { bytes: decode(input.subarray(0, length), limit), isCut: length < input.byteLength };
    } catch (error) {
      if (!isTooLarge(error) || length < 2) throw error;
      length = Math.floor(length / 2);
    }
  }
}

function isTooLarge(error: unknown): boolean {
  return hasCode(error, "ERR_BUFFER_TOO_LARGE");
}
