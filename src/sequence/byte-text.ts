import { ZERO } from "./ascii.ts";

/** Bytes that are put together piece by piece; the memory for them is used again and again. */
export interface ByteText {
  /** Appends all of other bytes. */
  readonly put: (piece: Buffer) => void;
  /** Appends a part of other bytes. */
  readonly copy: (bytes: Buffer, from: number, to: number) => void;
  /** Appends a text of which each character is one byte. */
  readonly putText: (binary: string) => void;
  /** Appends a number of so many thousandths, as JSON has it. */
  readonly putThousandths: (thousandths: number) => void;
  /** Appends a whole number, as JSON has it. */
  readonly putInteger: (integer: number) => void;
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
  const copy = (other: Buffer, from: number, to: number): void => {
    makeRoom(to - from);
    if (to - from > SHORT) other.copy(bytes, length, from, to);
    else for (let at = from, place = length; at < to; at += 1, place += 1) bytes[place] = other[at] ?? 0;
    length += to - from;
  };
  const putText = (binary: string): void => {
    makeRoom(binary.length);
    if (binary.length > SHORT) bytes.write(binary, length, "latin1");
    else for (let at = 0; at < binary.length; at += 1) bytes[length + at] = binary.charCodeAt(at);
    length += binary.length;
  };
  const putDigits = (integer: number, least: number): void => {
    makeRoom(DIGITS);
    let count = least;
    for (let limit = 10 ** least; limit <= integer; limit *= 10) count += 1;
    let rest = integer;
    for (let place = length + count - 1; place >= length; place -= 1) {
      const tenth = (rest / 10) | 0;
      bytes[place] = ZERO + rest - 10 * tenth;
      rest = tenth;
    }
    length += count;
  };
  const putInteger = (integer: number): void => {
    if (isShort(integer)) putDigits(integer, 1);
    else putText(String(integer));
  };
  return {
    put: (piece) => copy(piece, 0, piece.length),
    copy,
    putText,
    putInteger,
    putThousandths: (thousandths) => {
      if (!isShort(thousandths)) {
        putText(String(thousandths / 1000));
        return;
      }
      const whole = (thousandths / 1000) | 0;
      putDigits(whole, 1);
      const rest = thousandths - 1000 * whole;
      if (rest === 0) return;
      putText(".");
      putDigits(rest, 3);
      while (bytes[length - 1] === ZERO) length -= 1;
    },
    take: () => {
      const taken = bytes.subarray(0, length);
      length = 0;
      return taken;
    },
  };
}

/** Bytes that are copied one by one in less time than a call of the system's takes. */
const SHORT = 80;

const DIGITS = 10;

/** Whether it is computed with as an integer of the processor. */
function isShort(integer: number): boolean {
  return integer >= 0 && integer < 1e9 && Number.isInteger(integer);
}
