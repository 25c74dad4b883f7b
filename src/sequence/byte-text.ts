/** Bytes that are put together piece by piece; the memory for them is used again and again. */
export interface ByteText {
  /** Appends a text of which each character is one byte. */
  readonly put: (binary: string) => void;
  /** Appends a part of other bytes. */
  readonly copy: (bytes: Buffer, from: number, to: number) => void;
  /** What has been appended since the last call. Valid until something is appended again. */
  readonly take: () => Buffer;
}

export function createByteText(): ByteText {
  let bytes = Buffer.allocUnsafe(1 << 16);
  let length = 0;
  const makeRoom = (more: number): void => {
    if (length + more <= bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (length + more));
    bytes.copy(larger, 0, 0, length);
    bytes = larger;
  };
  return {
    put: (binary) => {
      makeRoom(binary.length);
      length += bytes.write(binary, length, "latin1");
    },
    copy: (other, from, to) => {
      makeRoom(to - from);
      length += other.copy(bytes, length, from, to);
    },
    take: () => {
      const taken = bytes.subarray(0, length);
      length = 0;
      return taken;
    },
  };
}
