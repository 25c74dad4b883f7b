import { byteAt } from "../sequence/byte-at.ts";

/** The head of a WebSocket frame, before its payload (RFC 6455, section 5.2). */
export interface FrameHead {
  readonly opcode: number;
  /** Whether the message ends with it. */
  readonly isFinal: boolean;
  readonly isCompressed: boolean;
  readonly hasUnknownBits: boolean;
  readonly length: number;
  readonly mask: Buffer | undefined;
}

/** Collects the heads of frames byte by byte, and returns each when it is complete. */
export function createHeadGatherer(): (byte: number) => FrameHead | undefined {
  const head = Buffer.alloc(LONGEST_HEAD);
  let size = 0;
  return (byte) => {
    head[size] = byte;
    size += 1;
    if (size < 2 || size < headLength(head)) return undefined;
    size = 0;
    return readFrameHead(head);
  };
}

/** Two bytes, eight of length, four of mask. */
const LONGEST_HEAD = 14;

/** According to its first two bytes. */
function headLength(head: Buffer): number {
  const second = byteAt(head, 1);
  const length = second & 0x7f;
  const extended = length === 126 ? 2 : length === 127 ? 8 : 0;
  return 2 + extended + ((second & 0x80) === 0 ? 0 : 4);
}

function readFrameHead(head: Buffer): FrameHead {
  const first = byteAt(head, 0);
  const size = headLength(head);
  const isMasked = (byteAt(head, 1) & 0x80) !== 0;
  return {
    opcode: first & 0x0f,
    isFinal: (first & 0x80) !== 0,
    isCompressed: (first & 0x40) !== 0,
    hasUnknownBits: (first & 0x30) !== 0,
    length: payloadLength(head),
    mask: isMasked ? Buffer.from(head.subarray(size - 4, size)) : undefined,
  };
}

function payloadLength(head: Buffer): number {
  const length = byteAt(head, 1) & 0x7f;
  if (length === 126) return head.readUInt16BE(2);
  // Beyond 2^53 bytes a rounded length would do.
  return length === 127 ? Number(head.readBigUInt64BE(2)) : length;
}
