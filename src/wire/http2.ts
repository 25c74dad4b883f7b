import { textAt } from "../sequence/text-at.ts";
import { decodeBytes } from "./fields.ts";
import { createHeaderDecoder } from "./hpack.ts";
import { createBlockGatherer } from "./http2-blocks.ts";
import { FLAG, FRAME, type FrameHead, createFrameReader } from "./http2-frames.ts";
import { PREFACE, createPrefaceReader } from "./http2-preface.ts";
import { type MessageKind, createOpenMessages } from "./http2-streams.ts";
import { nameError, readUint32 } from "./http2-values.ts";
import type { MessageSink, RequestHead, ResponseHead } from "./message.ts";

/** Receives the events of one direction of an HTTP/2 connection (RFC 9113). No member may throw. */
export interface Http2Sink<Head> {
  /** A stream sends its first head. Returns the listener for its message; undefined for none. */
  readonly open: (stream: number) => MessageSink<Head> | undefined;
  /** The sender resets a stream, in both directions. Its own message, if it had not ended, has been reported as cut. */
  readonly reset: (stream: number, code: string) => void;
  /** A server announces an unrequested response, on a separate stream (section 8.4). */
  readonly promise: (stream: number, request: RequestHead) => void;
  /** The sender takes no streams after `last`. */
  readonly goAway: (last: number, code: string, why: string) => void;
  readonly remark: (text: string) => void;
  /** Bytes that are not frames, and all bytes after an unreadable header block. */
  readonly raw: (piece: Uint8Array) => void;
}

/** Listens to one direction of an HTTP/2 connection, however its bytes are cut. No method throws. */
export interface Http2Reader {
  readonly push: (bytes: Uint8Array) => void;
  /** The other side has reset a stream: nothing more is reported about it. */
  readonly drop: (stream: number) => void;
  /** The sender has closed its half. */
  readonly finish: () => void;
  /** The connection is broken. */
  readonly reset: () => void;
}

/** Listens to a client. */
export function createHttp2RequestReader(sink: Http2Sink<RequestHead>): Http2Reader {
  return createReader(sink, { toHead: toRequestHead, isInterim: () => false }, PREFACE);
}

/** Listens to a server. */
export function createHttp2ResponseReader(sink: Http2Sink<ResponseHead>): Http2Reader {
  const isInterim = ({ status }: ResponseHead): boolean => status >= 100 && status < 200;
  return createReader(sink, { toHead: toResponseHead, isInterim }, Buffer.alloc(0));
}

function createReader<Head>(sink: Http2Sink<Head>, kind: MessageKind<Head>, preface: Buffer): Http2Reader {
  const messages = createOpenMessages(sink.open, kind);
  const decoder = createHeaderDecoder();
  const blocks = createBlockGatherer();
  const opening = createPrefaceReader(preface);
  let isLost = false;

  const lose = (why: string): void => {
    isLost = true;
    sink.remark(`${why}; the rest of the connection is not read`);
    messages.remarkAll(why);
  };

  const takeBlock = (head: FrameHead, payload: Uint8Array): void => {
    const block = blocks.take(head, payload);
    if (block === "more") return;
    if ("why" in block) return lose(block.why);
    const decoded = decoder.decode(block.bytes);
    if (decoded === undefined) return lose(`a header block of stream ${block.stream} cannot be decoded`);
    if (decoded.isCut) sink.remark(`only the first 1 MiB of a header block of stream ${block.stream} is kept`);
    const fields = decoded.isAscii ? decoded.fields : decoded.fields.map(decodeBytes);
    if (block.promised > 0) return sink.promise(block.promised, toRequestHead(fields));
    messages.fields(block.stream, fields, block.isEnd);
  };

  const frames = createFrameReader({
    frame: (head, payload) => {
      if (isLost) return;
      if (blocks.isOpen && head.type !== FRAME.continuation) return lose("a header block is incomplete");
      if (head.type === FRAME.resetStream) {
        messages.reset(head.stream);
        sink.reset(head.stream, nameError(readUint32(payload, 0)));
      } else if (head.type === FRAME.goAway) {
        sink.goAway(...readGoAway(payload));
      } else {
        takeBlock(head, payload);
      }
    },
    data: ({ stream }, piece) => {
      if (!isLost) messages.body(stream, piece);
    },
    dataEnd: ({ stream, flags }) => {
      if (!isLost && (flags & FLAG.endStream) !== 0) messages.end(stream);
    },
    tooLong: ({ type, length }) => lose(`a frame of type ${type} has ${length} bytes`),
  });

  const takePreface = (bytes: Uint8Array): Uint8Array => {
    const rest = opening.take(bytes);
    if (rest !== undefined) return rest;
    lose("this is not HTTP/2");
    if (opening.taken.byteLength > 0) sink.raw(opening.taken);
    return bytes;
  };

  return {
    push: (bytes) => {
      const rest = isLost || opening.isOver ? bytes : takePreface(bytes);
      if (isLost) sink.raw(rest);
      else frames.push(rest);
    },
    drop: messages.drop,
    finish: () => {
      if (frames.isInside && !isLost) sink.remark("the connection ended inside a frame");
      messages.cutAll("end");
    },
    reset: () => messages.cutAll("reset"),
  };
}

function readGoAway(payload: Uint8Array): [last: number, code: string, why: string] {
  const why = Buffer.from(payload.subarray(8, 8 + LONGEST_REASON)).toString("latin1");
  return [readUint32(payload, 0) % 0x80000000, nameError(readUint32(payload, 4)), decodeBytes(why)];
}

/** Bytes of the debug data of GOAWAY that are kept. */
const LONGEST_REASON = 1000;

function toRequestHead(fields: readonly string[]): RequestHead {
  const method = fieldOf(fields, ":method");
  return { method, target: fieldOf(fields, ":path"), version: "HTTP/2", fields, raw: undefined, isCanonical: true };
}

function toResponseHead(fields: readonly string[]): ResponseHead {
  const digits = fieldOf(fields, ":status");
  const status = /^\d{3}$/.test(digits) ? Number(digits) : 0;
  return { version: "HTTP/2", status, reason: "", fields, raw: undefined, isCanonical: true };
}

/** Pseudo-fields come first, but a listener takes them wherever they are. */
function fieldOf(fields: readonly string[], name: string): string {
  for (let index = 0; index < fields.length; index += 2) if (fields[index] === name) return textAt(fields, index + 1);
  return "";
}
