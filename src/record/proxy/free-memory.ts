/**
 * Releases the memory of a chunk that was read and is no longer needed. Node allocates memory for each read, outside the heap: its
 * collector runs for each 64 MB of them, and goes through everything that the recorder has in the heap (docs/notes/proxy.md).
 */
export function freeMemory({ buffer, byteLength }: Buffer): void {
  // A part of other memory must not be released.
  if (byteLength < LITTLE || buffer.byteLength !== byteLength || !(buffer instanceof ArrayBuffer)) return;
  buffer.transfer(0);
}

/** Little ones cost less than to give them back. */
export function isWorthFreeing({ byteLength }: Buffer): boolean {
  return byteLength >= LITTLE;
}

/** What TLS gives at a time. */
const LITTLE = 16_384;
