/** Counts the WebSocket frames of one direction (RFC 6455, section 5.2), however the bytes are cut. */
export interface FrameCounter {
  /** Frames whose head has passed. */
  readonly count: number;
  readonly add: (chunk: Uint8Array) => void;
}

/** Two bytes, eight of length, four of mask. */
const LONGEST_HEAD = 14;

export function createFrameCounter(): FrameCounter {
  const head = Buffer.alloc(LONGEST_HEAD);
  let headSize = 0;
  let payloadLeft = 0;
  let count = 0;

  /** Takes bytes of a head one by one; returns whether the head is whole. */
  const takeHeadByte = (byte: number): boolean => {
    head[headSize++] = byte;
    if (headSize < 2 || headSize < headLength(head)) return false;
    payloadLeft = payloadLength(head);
    headSize = 0;
    return true;
  };

  return {
    get count() {
      return count;
    },
    add: (chunk) => {
      let position = 0;
      while (position < chunk.byteLength) {
        if (payloadLeft > 0) {
          const step = Math.min(payloadLeft, chunk.byteLength - position);
          payloadLeft -= step;
          position += step;
        } else if (takeHeadByte(chunk[position++] ?? 0)) {
          count += 1;
        }
      }
    },
  };
}

function headLength(head: Buffer): number {
  const second = head[1] ?? 0;
  const length = second & 0x7f;
  const extended = length === 126 ? 2 : length === 127 ? 8 : 0;
  return 2 + extended + ((second & 0x80) === 0 ? 0 : 4);
}

function payloadLength(head: Buffer): number {
  const length = (head[1] ?? 0) & 0x7f;
  if (length === 126) return head.readUInt16BE(2);
  // Beyond 2^53 bytes a rounded count would do.
  return length === 127 ? Number(head.readBigUInt64BE(2)) : length;
}
