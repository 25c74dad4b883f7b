import { byteAt } from "../sequence/byte-at.ts";
import { FLAG, FRAME, type FrameHead } from "./http2-frames.ts";
import { readUint32 } from "./http2-values.ts";

/** A header block that is all there. */
export interface WholeBlock {
  readonly stream: number;
  /** Stream that PUSH_PROMISE announces; 0 if the block is a head or trailers. */
  readonly promised: number;
  /** Whether the message ends with it. */
  readonly isEnd: boolean;
  readonly bytes: Uint8Array;
}

/** Assembles header blocks from HEADERS or PUSH_PROMISE and the CONTINUATION frames after them. */
export interface BlockGatherer {
  /** The block that a frame completes; "more" where others are to follow; otherwise why the frame cannot be. */
  readonly take: (head: FrameHead, payload: Uint8Array) => WholeBlock | "more" | { readonly why: string };
  /** Whether a block has begun, so that nothing but CONTINUATION may follow (RFC 9113, section 4.3). */
  readonly isOpen: boolean;
}

export function createBlockGatherer(): BlockGatherer {
  let open: OpenBlock | undefined;

  const begin = (head: FrameHead, payload: Uint8Array): OpenBlock | undefined => {
    const start = readStart(head, payload);
    if (start === undefined) return undefined;
    const isEnd = (head.flags & FLAG.endStream) !== 0 && head.type === FRAME.headers;
    return { stream: head.stream, promised: start.promised, isEnd, pieces: [start.fragment], size: 0 };
  };

  const take: BlockGatherer["take"] = (head, payload) => {
    if (head.type === FRAME.continuation) {
      if (open?.stream !== head.stream) return { why: `stream ${head.stream} continues without a header block` };
      open.pieces.push(payload);
    } else {
      open = begin(head, payload);
      if (open === undefined) return { why: `a header block of stream ${head.stream} has no room for its padding` };
    }
    open.size += payload.byteLength;
    if (open.size > LONGEST_BLOCK) return { why: `a header block of stream ${head.stream} is longer than 1 MiB` };
    if ((head.flags & FLAG.endHeaders) === 0) {
      // The bytes are those of one push, which is over before the block is.
      open.pieces.push(Buffer.from(open.pieces.pop() ?? NOTHING));
      return "more";
    }
    const { stream, promised, isEnd, pieces } = open;
    open = undefined;
    return { stream, promised, isEnd, bytes: pieces.length === 1 ? (pieces[0] ?? NOTHING) : Buffer.concat(pieces) };
  };

  return {
    take,
    get isOpen() {
      return open !== undefined;
    },
  };
}

/** Bytes; a server that is known refuses more. */
const LONGEST_BLOCK = 1 << 20;

const NOTHING = new Uint8Array(0);

interface OpenBlock extends Omit<WholeBlock, "bytes"> {
  readonly pieces: Uint8Array[];
  /** Bytes of all frames so far. */
  size: number;
}

/** Takes padding, priority and the promised stream off the frame that begins a block. */
function readStart(
  { type, flags }: FrameHead,
  payload: Uint8Array,
): { readonly promised: number; readonly fragment: Uint8Array } | undefined {
  const isPromise = type === FRAME.pushPromise;
  const padLength = (flags & FLAG.padded) === 0 ? 0 : 1;
  const priority = !isPromise && (flags & FLAG.priority) !== 0 ? 5 : 0;
  const start = padLength + (isPromise ? 4 : 0) + priority;
  const end = payload.byteLength - (padLength === 0 ? 0 : byteAt(payload, 0));
  if (end < start) return undefined;
  return {
    promised: isPromise ? readUint32(payload, padLength) % 0x80000000 : 0,
    fragment: payload.subarray(start, end),
  };
}
