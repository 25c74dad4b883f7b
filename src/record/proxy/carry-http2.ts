import { createHeaderDecoder } from "../../wire/hpack.ts";
import { createBlockGatherer } from "../../wire/http2-blocks.ts";
import {
  FLAG,
  FRAME,
  FRAME_HEAD_SIZE,
  type FrameHead,
  readFrameHead,
  writeFrameHead,
} from "../../wire/http2-frames.ts";
import { PREFACE } from "../../wire/http2-preface.ts";
import type { TraceContext } from "../capture/trace-context.ts";
import type { Carrier } from "./carrier.ts";
import { joinPieces } from "./join-pieces.ts";

/**
 * Adds `traceparent` to the requests of an HTTP/2 connection that have none. A field without indexing may be at the end of a header block,
 * and no later block depends on it (RFC 7541, section 6.2.2): nothing else has to be encoded again.
 */
export function carryHttp2(context: TraceContext): Carrier {
  const decoder = createHeaderDecoder();
  const blocks = createBlockGatherer();
  let kept: Buffer = NOTHING;
  /** Bytes that pass as they are: the preface, and the payloads of other frames. */
  let skipped = PREFACE.length;
  /** Set by unreadable data: the data after it is unreadable too. */
  let isLost = false;

  const takeFrame = (head: FrameHead, frame: Buffer): readonly Buffer[] => {
    const block = blocks.take(head, frame.subarray(FRAME_HEAD_SIZE));
    if (block === "more") return [frame];
    const decoded = "why" in block ? undefined : decoder.decode(block.bytes);
    isLost = decoded === undefined;
    return decoded !== undefined && lacksContext(decoded.fields) ? addField(head, frame, context.give()) : [frame];
  };

  const take = (bytes: Buffer): readonly Buffer[] => {
    const passed: Buffer[] = [];
    let at = 0;
    while (at < bytes.length && !isLost) {
      if (skipped > 0) {
        const next = Math.min(bytes.length, at + skipped);
        passed.push(bytes.subarray(at, next));
        skipped -= next - at;
        at = next;
        continue;
      }
      if (bytes.length - at < FRAME_HEAD_SIZE) break;
      const head = readFrameHead(bytes.subarray(at));
      const end = at + FRAME_HEAD_SIZE + head.length;
      if (!HAS_FIELDS.has(head.type)) {
        skipped = end - at;
      } else if (head.length > LONGEST_FRAME) {
        isLost = true;
      } else {
        if (bytes.length < end) break;
        passed.push(...takeFrame(head, bytes.subarray(at, end)));
        at = end;
      }
    }
    if (isLost) passed.push(bytes.subarray(at));
    // The memory of a chunk may be reused after it was passed on.
    else kept = Buffer.from(bytes.subarray(at));
    return passed;
  };

  const takeKept = (): Buffer => {
    const rest = kept;
    kept = NOTHING;
    return rest;
  };
  return {
    sent: (chunk) => (isLost ? chunk : joinPieces(take(joinPieces([takeKept(), chunk])))),
    received: () => NOTHING,
    finish: takeKept,
  };
}

const HAS_FIELDS: ReadonlySet<number> = new Set([FRAME.headers, FRAME.continuation]);

/** Bytes; no known server accepts longer ones. */
const LONGEST_FRAME = 1 << 20;

/** Bytes that every server accepts (RFC 9113, section 4.2). */
const ALWAYS_TAKEN = 16_384;

const NOTHING = Buffer.alloc(0);

/** Trailers name no method, and servers do not trace tunnels. */
function lacksContext(fields: readonly string[]): boolean {
  const names = fields.filter((_, index) => index % 2 === 0);
  const method = fields[names.indexOf(":method") * 2 + 1];
  return (
    names.includes(":method") && !names.includes("traceparent") && (method !== "CONNECT" || names.includes(":protocol"))
  );
}

/** Into the frame that ends the block, if it has space; otherwise into an additional frame. */
function addField(head: FrameHead, frame: Buffer, value: string): readonly Buffer[] {
  const field = Buffer.concat([LITERAL, writeText("traceparent"), writeText(value)]);
  const hasRoom = (head.flags & FLAG.padded) === 0 && head.length + field.length <= ALWAYS_TAKEN;
  if (hasRoom)
    return [writeFrameHead({ ...head, length: head.length + field.length }), frame.subarray(FRAME_HEAD_SIZE), field];
  return [
    writeFrameHead({ ...head, flags: head.flags & ~FLAG.endHeaders }),
    frame.subarray(FRAME_HEAD_SIZE),
    writeFrameHead({ type: FRAME.continuation, flags: FLAG.endHeaders, stream: head.stream, length: field.length }),
    field,
  ];
}

/** A field without indexing, with a literal name. */
const LITERAL = Buffer.of(0);

/** Shorter than 127 bytes, and not Huffman-coded. */
function writeText(text: string): Buffer {
  return Buffer.concat([Buffer.of(text.length), Buffer.from(text, "latin1")]);
}
