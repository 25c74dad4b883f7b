/** A byte; 0 after the last one, such as in a truncated message. */
export function byteAt(bytes: Uint8Array, place: number): number {
  return bytes[place] ?? 0;
}
