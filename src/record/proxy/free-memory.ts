/**
 * Gives the memory of a piece back that was read and that nobody needs any more. Node makes memory of its own for each
 * read, outside of the heap: its collector is called for each 64 MB of them, and goes through all that the recorder has
 * in the heap (docs/notes/proxy.md).
 */
export function freeMemory({ buffer, byteLength }: Buffer): void {
  // What is a part of other memory is not ours to give.
  if (byteLength < LITTLE || buffer.byteLength !== byteLength || !(buffer instanceof ArrayBuffer)) return;
  buffer.transfer(0);
}

/** Little ones cost less than to give them back. */
export function isWorthFreeing({ byteLength }: Buffer): boolean {
  return byteLength >= LITTLE;
}

/** What TLS gives at a time. */
const LITTLE = 16_384;
