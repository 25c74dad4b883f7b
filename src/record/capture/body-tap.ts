import { type Hash, createHash } from "node:crypto";

/** Collects what passes by of one body: its beginning, its length, and its SHA-256 once it is longer than the limit. */
export class BodyTap {
  /** Bytes that went over the wire. */
  size = 0;
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #kept = 0;
  #hash: Hash | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Uint8Array): void {
    this.size += chunk.byteLength;
    if (this.#hash !== undefined) {
      this.#hash.update(chunk);
      return;
    }
    const room = this.#limit - this.#kept;
    if (chunk.byteLength <= room) {
      // A copy: the caller may change its buffer after this call.
      this.#keep(Buffer.from(chunk));
      return;
    }
    this.#hash = createHash("sha256");
    for (const kept of this.#chunks) this.#hash.update(kept);
    this.#hash.update(chunk);
    if (room > 0) this.#keep(Buffer.from(chunk.subarray(0, room)));
  }

  /** The kept beginning, in one piece. */
  bytes(): Buffer {
    const [only] = this.#chunks;
    if (this.#chunks.length === 1 && only !== undefined) return only;
    return Buffer.concat(this.#chunks, this.#kept);
  }

  /** Hex SHA-256 of all bytes if the body was truncated; undefined if all of it was kept. */
  sha256(): string | undefined {
    return this.#hash?.digest("hex");
  }

  #keep(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#kept += chunk.byteLength;
  }
}
