import { gunzipSync, zstdDecompressSync } from "node:zlib";

import { UserError } from "../../errors.ts";

/** Reports that a compressed file cannot be decompressed: code that reads all files treats it as binary. */
export class PackedError extends UserError {}

/** Whether a file that begins so was packed by gzip or zstd, such as `browser.har.gz`. */
export function isPackedFile(beginning: Buffer): boolean {
  return unpackerOf(beginning) !== undefined;
}

/**
 * The content of a compressed file; the same bytes if it is not compressed.
 *
 * @throws PackedError if it is damaged or too long
 */
export function unpackFile(bytes: Buffer, file: string): Buffer {
  const unpack = unpackerOf(bytes);
  if (unpack === undefined) return bytes;
  try {
    return unpack(bytes, { maxOutputLength: MOST });
  } catch (cause) {
    throw new PackedError(`"${file}" is compressed and cannot be decompressed.`, {
      hint: "It is damaged or larger than 1 GB. Decompress it, and name the result.",
      cause,
    });
  }
}

/** Bytes. */
const MOST = 2 ** 30;

function unpackerOf(
  bytes: Buffer,
): ((bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer) | undefined {
  const beginning = bytes.subarray(0, 4).toString("hex");
  if (beginning.startsWith("1f8b08")) return gunzipSync;
  return beginning === "28b52ffd" ? zstdDecompressSync : undefined;
}
