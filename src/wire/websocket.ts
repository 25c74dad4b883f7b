import { byteAt } from "../sequence/byte-at.ts";
import { type FrameHead, createHeadGatherer } from "./websocket-frame.ts";
import { type MessageInflater, createMessageInflater } from "./websocket-inflate.ts";

/** One message of a WebSocket, or one control frame (RFC 6455, section 5.2). */
export interface WebSocketMessage {
  readonly opcode: number;
  /** The payload, unmasked and inflated; only its beginning if `isCut`. A copy. */
  readonly data: Buffer;
  /** Bytes of the whole payload; as sent if it could not be inflated. */
  readonly size: number;
  /** Why `data` is incomplete: longer than the limit, interrupted, or compressed in an unreadable way. */
  readonly cut: "long" | "broken off" | "compressed" | undefined;
}

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Receives the events of one direction. No member may throw. */
export interface WebSocketSink {
  readonly message: (message: WebSocketMessage) => void;
  readonly remark: (text: string) => void;
}

/** Listens to one direction of a WebSocket, however its bytes are cut. No method throws. */
export interface WebSocketReader {
  readonly push: (bytes: Uint8Array) => void;
  /** The connection is over, in whichever way. */
  readonly finish: () => void;
  /** Frames whose head has passed, control frames too. */
  readonly frames: number;
}

export interface WebSocketOptions {
  /** Bytes kept of a message. */
  readonly limit: number;
  /** Whether both sides have agreed on permessage-deflate (RFC 7692). */
  readonly isDeflated: boolean;
}

export function createWebSocketReader(sink: WebSocketSink, { limit, isDeflated }: WebSocketOptions): WebSocketReader {
  const inflater = isDeflated ? createMessageInflater() : undefined;
  const takeHeadByte = createHeadGatherer();
  let frame: OpenFrame | undefined;
  /** The message that continues in further frames; control frames may come between. */
  let message: OpenMessage | undefined;
  let frames = 0;
  let isLost = false;

  /** What has come of a message that is read no further. */
  const breakOff = (): void => {
    const open = message ?? frame?.message;
    if (open === undefined) return;
    const { data, size, cut } = toMessage(open, undefined, limit);
    sink.message({ opcode: open.opcode, data, size, cut: cut ?? "broken off" });
  };

  const lose = (why: string): void => {
    isLost = true;
    breakOff();
    sink.remark(`${why}; the rest is not read`);
  };

  const begin = (begun: FrameHead): void => {
    frames += 1;
    const opcode = begun.opcode === OPCODE.continuation ? message?.opcode : begun.opcode;
    if (opcode === undefined) return lose("a WebSocket frame continues no message");
    if (!KNOWN.has(opcode) || begun.hasUnknownBits) return lose("a WebSocket frame of an extension");
    if (begun.length > Number.MAX_SAFE_INTEGER) return lose("a WebSocket frame without an end");
    if (opcode >= OPCODE.close && (begun.length > LONGEST_CONTROL || !begun.isFinal)) {
      sink.remark(`a WebSocket control frame ${begun.isFinal ? `of ${begun.length} bytes` : "that is not the last"}`);
    }
    if (begun.opcode !== OPCODE.continuation && begun.opcode < OPCODE.close && message !== undefined) {
      return lose("a WebSocket message begins inside another");
    }
    const own = begun.opcode === OPCODE.continuation ? message : undefined;
    frame = { ...begun, at: 0, message: own ?? openMessage(begun, inflater !== undefined, limit) };
    if (opcode < OPCODE.close) message = frame.message;
    if (frame.length === 0) end(frame);
  };

  const end = (ended: OpenFrame): void => {
    frame = undefined;
    if (!ended.isFinal) return;
    if (ended.message === message) message = undefined;
    sink.message(toMessage(ended.message, inflater, limit));
  };

  const takePayload = (open: OpenFrame, piece: Uint8Array): void => {
    keep(open, piece);
    open.at += piece.byteLength;
    if (open.at === open.length) end(open);
  };

  return {
    push: (bytes) => {
      let position = 0;
      while (position < bytes.byteLength) {
        if (isLost) return;
        if (frame !== undefined) {
          const piece = bytes.subarray(position, position + frame.length - frame.at);
          position += piece.byteLength;
          takePayload(frame, piece);
        } else {
          const begun = takeHeadByte(byteAt(bytes, position));
          position += 1;
          if (begun !== undefined) begin(begun);
        }
      }
    },
    finish: () => {
      if (!isLost) breakOff();
      isLost = true;
    },
    get frames() {
      return frames;
    },
  };
}

/** Bytes (RFC 6455, section 5.5). */
const LONGEST_CONTROL = 125;

const KNOWN: ReadonlySet<number> = new Set(Object.values(OPCODE));

/** Bytes of a compressed message that are gathered, because the messages after it cannot be read without it. */
const LONGEST_COMPRESSED = 1 << 22;

interface OpenFrame extends FrameHead {
  /** Bytes of the payload that have come. */
  at: number;
  readonly message: OpenMessage;
}

interface OpenMessage {
  readonly opcode: number;
  readonly isCompressed: boolean;
  /** Bytes that may be kept. */
  readonly most: number;
  readonly pieces: Buffer[];
  kept: number;
  size: number;
}

function openMessage({ opcode, isCompressed }: FrameHead, canInflate: boolean, limit: number): OpenMessage {
  const most = !isCompressed ? limit : canInflate ? LONGEST_COMPRESSED : 0;
  return { opcode, isCompressed, most, pieces: [], kept: 0, size: 0 };
}

/** Copies what of a piece is kept, unmasked. */
function keep({ message, mask, at }: OpenFrame, piece: Uint8Array): void {
  message.size += piece.byteLength;
  const room = message.most - message.kept;
  if (room <= 0) return;
  const kept = Buffer.from(piece.subarray(0, room));
  if (mask !== undefined) unmask(kept, mask, at);
  message.kept += kept.byteLength;
  message.pieces.push(kept);
}

function unmask(bytes: Buffer, mask: Buffer, at: number): void {
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = byteAt(bytes, index) ^ byteAt(mask, (at + index) % 4);
  }
}

function toMessage(
  { opcode, isCompressed, pieces, kept, size }: OpenMessage,
  inflater: MessageInflater | undefined,
  limit: number,
): WebSocketMessage {
  if (!isCompressed) {
    const data = Buffer.concat(pieces);
    return { opcode, data, size, cut: kept < size ? "long" : undefined };
  }
  const inflated = kept < size ? inflater?.lose() : inflater?.inflate(Buffer.concat(pieces));
  if (inflated === undefined) return { opcode, data: Buffer.alloc(0), size, cut: "compressed" };
  const cut = inflated.byteLength > limit ? "long" : undefined;
  return { opcode, data: inflated.subarray(0, limit), size: inflated.byteLength, cut };
}
