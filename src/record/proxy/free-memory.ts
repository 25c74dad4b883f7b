/**
 * Releases the memory of a chunk that was read and is no longer needed. Node allocates memory for each read, outside the heap: its
 * collector runs after every 64 MB of it, and traverses everything that the recorder has in the heap (docs/notes/proxy.md).
 */
export function freeMemory({ buffer, byteLength }: Buffer): void {
  // A part of other memory must not be released.
  if (byteLength < LITTLE || buffer.byteLength !== byteLength || !(buffer instanceof ArrayBuffer)) return;
  buffer.transfer(0);
}

/** For small chunks, releasing costs more than it saves. */
export function isWorthFreeing({ byteLength }: Buffer): boolean {
  return byteLength >= LITTLE;
}

/** The size of the chunks that TLS delivers. */
const LITTLE = 16_384;
