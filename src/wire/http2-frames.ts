import { byteAt } from "../sequence/byte-at.ts";

/** Types of frames (RFC 9113, section 6): those that matter to a listener, and the first of a server. */
export const FRAME = {
  data: 0,
  headers: 1,
  resetStream: 3,
  settings: 4,
  pushPromise: 5,
  goAway: 7,
  continuation: 9,
} as const;

export const FLAG = { endStream: 1, endHeaders: 4, padded: 8, priority: 32 } as const;

export interface FrameHead {
  readonly type: number;
  readonly flags: number;
  /** 0 represents the connection. */
  readonly stream: number;
  /** Bytes of the payload. */
  readonly length: number;
}

/** Bytes of the head of a frame. */
export const FRAME_HEAD_SIZE = 9;

/** Receives the frames of one direction. */
export interface FrameSink {
  /** A frame whose payload a listener reads, other than DATA. */
  readonly frame: (head: FrameHead, payload: Uint8Array) => void;
  /** A piece of a DATA frame, without padding. */
  readonly data: (head: FrameHead, piece: Uint8Array) => void;
  /** All of a DATA frame has passed. */
  readonly dataEnd: (head: FrameHead) => void;
  /** A frame too long to be gathered. */
  readonly tooLong: (head: FrameHead) => void;
}

/** Splits bytes into frames, however they are chunked. Frames that are irrelevant to a listener are skipped. */
export interface FrameReader {
  readonly push: (bytes: Uint8Array) => void;
  /** Whether some of a frame has come, but not all. */
  readonly isInside: boolean;
}

export function createFrameReader(sink: FrameSink): FrameReader {
  const headBytes = new Uint8Array(FRAME_HEAD_SIZE);
  let headSize = 0;
  let frame: OpenFrame | undefined;

  const begin = (): void => {
    headSize = 0;
    frame = openFrame(readFrameHead(headBytes));
    if (frame.mode === "gather" && frame.head.length > LONGEST_GATHERED) {
      frame.mode = "skip";
      sink.tooLong(frame.head);
    }
    if (frame.left === 0) end(frame);
  };

  const end = ({ head, mode, gathered }: OpenFrame): void => {
    frame = undefined;
    if (mode === "data") sink.dataEnd(head);
    if (mode === "gather") sink.frame(head, gathered.length === 1 ? (gathered[0] ?? NOTHING) : Buffer.concat(gathered));
  };

  /** Reads a frame that is all there, as nearly all are, and returns where it ends; `at` if it is another one. */
  const takeWhole = (bytes: Uint8Array, at: number): number => {
    if (bytes.byteLength - at < FRAME_HEAD_SIZE) return at;
    const head = readFrameHead(bytes, at);
    const start = at + FRAME_HEAD_SIZE;
    const next = start + head.length;
    const mode = modeOf(head.type);
    const isOther = head.length > LONGEST_GATHERED || (mode === "data" && (head.flags & FLAG.padded) !== 0);
    if (isOther || next > bytes.byteLength) return at;
    if (mode === "gather") sink.frame(head, bytes.subarray(start, next));
    else if (mode === "data") {
      if (head.length > 0) sink.data(head, bytes.subarray(start, next));
      sink.dataEnd(head);
    }
    return next;
  };

  const take = (open: OpenFrame, piece: Uint8Array): void => {
    open.left -= piece.byteLength;
    // Data that is collected over several pushes has to outlive them.
    if (open.mode === "gather") open.gathered.push(open.left > 0 ? Buffer.from(piece) : piece);
    if (open.mode === "data") takeData(open, piece, sink);
    if (open.left === 0) end(open);
  };

  return {
    push: (bytes) => {
      let position = 0;
      while (position < bytes.byteLength) {
        if (frame !== undefined) {
          const piece = bytes.subarray(position, position + frame.left);
          position += piece.byteLength;
          take(frame, piece);
          continue;
        }
        const next = headSize === 0 ? takeWhole(bytes, position) : position;
        if (next > position) {
          position = next;
          continue;
        }
        headBytes[headSize] = byteAt(bytes, position);
        headSize += 1;
        position += 1;
        if (headSize === FRAME_HEAD_SIZE) begin();
      }
    },
    get isInside() {
      return frame !== undefined || headSize > 0;
    },
  };
}

/** Bytes; a header block of more is refused by every server that is known. */
const LONGEST_GATHERED = 1 << 20;

const NOTHING = new Uint8Array(0);

interface OpenFrame {
  readonly head: FrameHead;
  mode: "data" | "gather" | "skip";
  /** Bytes of the payload still to come. */
  left: number;
  /** Bytes of padding at the end of DATA; -1 until the first byte is known. */
  padding: number;
  readonly gathered: Uint8Array[];
}

function openFrame(head: FrameHead): OpenFrame {
  const isPadded = (head.flags & FLAG.padded) !== 0;
  return { head, mode: modeOf(head.type), left: head.length, padding: isPadded ? -1 : 0, gathered: [] };
}

function modeOf(type: number): OpenFrame["mode"] {
  return MODES[type] ?? "skip";
}

/** By type. */
const MODES: readonly OpenFrame["mode"][] = Array.from({ length: 256 }, (_, type) => {
  if (type === FRAME.data) return "data";
  return type !== FRAME.settings && Object.values<number>(FRAME).includes(type) ? "gather" : "skip";
});

/** @param bytes at least nine from there on */
export function readFrameHead(bytes: Uint8Array, at = 0): FrameHead {
  return {
    length: (byteAt(bytes, at) << 16) | (byteAt(bytes, at + 1) << 8) | byteAt(bytes, at + 2),
    type: byteAt(bytes, at + 3),
    flags: byteAt(bytes, at + 4),
    stream:
      ((byteAt(bytes, at + 5) & 0x7f) << 24) |
      (byteAt(bytes, at + 6) << 16) |
      (byteAt(bytes, at + 7) << 8) |
      byteAt(bytes, at + 8),
  };
}

export function writeFrameHead({ type, flags, stream, length }: FrameHead): Buffer {
  const bytes = Buffer.alloc(FRAME_HEAD_SIZE);
  bytes.writeUIntBE(length, 0, 3);
  bytes.writeUInt8(type, 3);
  bytes.writeUInt8(flags, 4);
  bytes.writeUInt32BE(stream, 5);
  return bytes;
}

/** @param piece counted off `open.left` already */
function takeData(open: OpenFrame, piece: Uint8Array, sink: FrameSink): void {
  let body = piece;
  if (open.padding < 0) {
    open.padding = byteAt(body, 0);
    body = body.subarray(1);
  }
  const padded = Math.max(0, open.padding - open.left);
  body = body.subarray(0, Math.max(0, body.byteLength - padded));
  if (body.byteLength > 0) sink.data(open.head, body);
}
