/** What a client of HTTP/2 says first (RFC 9113, section 3.4). */
export const PREFACE: Buffer = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** Takes a preface off the bytes of a connection, however it is cut. */
export interface PrefaceReader {
  /** What is behind the preface; undefined where these bytes do not go on with it. */
  readonly take: (bytes: Uint8Array) => Uint8Array | undefined;
  /** What of the preface has come. */
  readonly taken: Uint8Array;
  /** All of it has come. */
  readonly isOver: boolean;
}

export function createPrefaceReader(preface: Buffer): PrefaceReader {
  let size = 0;
  return {
    take: (bytes) => {
      const expected = preface.subarray(size, size + bytes.byteLength);
      if (!expected.equals(bytes.subarray(0, expected.byteLength))) return undefined;
      size += expected.byteLength;
      return bytes.subarray(expected.byteLength);
    },
    get taken() {
      return preface.subarray(0, size);
    },
    get isOver() {
      return size === preface.byteLength;
    },
  };
}
