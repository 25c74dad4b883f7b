/** A line of a journal in the memory that it was read into, without its newline. Valid until the next one is read. */
export interface LineBytes {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

export function textOfLine({ bytes, start, end }: LineBytes): string {
  return bytes.toString("utf8", start, end);
}
