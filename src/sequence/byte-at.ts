/** A byte; 0 behind the last one, as where a message was cut. */
export function byteAt(bytes: Uint8Array, place: number): number {
  return bytes[place] ?? 0;
}
