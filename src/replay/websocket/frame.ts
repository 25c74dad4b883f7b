import { OPCODE } from "../../wire/websocket.ts";

/** A message as a server sends it: in one frame, not masked (RFC 6455, section 5.2). */
export function writeFrame(opcode: number, payload: Buffer): Buffer {
  const { byteLength: length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (head.length === 2) head[1] = length;
  else if (head.length === 4) head.writeUInt16BE(length, head.writeUInt8(126, 1));
  else head.writeBigUInt64BE(BigInt(length), head.writeUInt8(127, 1));
  return Buffer.concat([head, payload]);
}

/** @param code undefined for an empty close frame */
export function writeClose(code: number | undefined, reason = ""): Buffer {
  if (code === undefined) return writeFrame(OPCODE.close, Buffer.alloc(0));
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return writeFrame(OPCODE.close, Buffer.concat([payload, fitReason(reason)]));
}

/** A control frame has room for 125 bytes; an alias in a reason may be longer than the original. */
function fitReason(reason: string): Buffer {
  const whole = Buffer.from(reason);
  if (whole.byteLength <= LONGEST_REASON) return whole;
  // A character that was cut in two is left out.
  return Buffer.from(
    whole
      .subarray(0, LONGEST_REASON)
      .toString()
      .replace(/\uFFFD$/, ""),
  );
}

const LONGEST_REASON = 123;
