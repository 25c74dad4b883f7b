import { FRAME, writeFrameHead } from "../../wire/http2-frames.ts";

/** HTTP/2 error codes for refusing a connection (RFC 9113, section 7). */
export const REFUSAL = { internal: 2, connect: 10, http1Required: 13 } as const;

/** The frames of an HTTP/2 server that accepts no request: its settings, and GOAWAY with the reason. */
export function formatHttp2Refusal(text: string, code: (typeof REFUSAL)[keyof typeof REFUSAL]): Buffer {
  const why = Buffer.alloc(8 + Buffer.byteLength(text));
  // No stream was taken.
  why.writeUInt32BE(code, 4);
  why.write(text, 8);
  return Buffer.concat([frame(FRAME.settings, Buffer.alloc(0)), frame(FRAME.goAway, why)]);
}

/** Of the connection itself. */
function frame(type: number, payload: Buffer): Buffer {
  return Buffer.concat([writeFrameHead({ type, flags: 0, stream: 0, length: payload.length }), payload]);
}
