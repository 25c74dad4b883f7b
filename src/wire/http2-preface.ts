/** The first bytes of an HTTP/2 client (RFC 9113, section 3.4). */
export const PREFACE: Buffer = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** Whether a client speaks HTTP/2, by all that it has sent, which may be more than the preface. */
export function beginsWithPreface(bytes: Buffer): boolean {
  return bytes.subarray(0, PREFACE.length).equals(PREFACE);
}

/** Whether bytes are a beginning of the preface and no more, so that the next ones decide. */
export function isBeginningOfPreface(bytes: Buffer): boolean {
  return bytes.length < PREFACE.length && PREFACE.subarray(0, bytes.length).equals(bytes);
}

/** Takes a preface off the bytes of a connection, however it is cut. */
export interface PrefaceReader {
  /** What follows the preface; undefined if these bytes do not continue it. */
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
