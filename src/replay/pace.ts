import { setTimeout as wait } from "node:timers/promises";

import type { ResponseChunk } from "../trace/model/types.ts";

/** When the pieces of a stream came, and how much faster they are to come now. */
export interface Pace {
  readonly chunks: readonly ResponseChunk[];
  readonly speed: number;
}

export interface Pieces extends Pace {
  readonly body: Buffer;
  readonly gone: AbortSignal;
  /** Sends all but the last, each when it came. */
  readonly send: (piece: Buffer) => void;
}

/** Whether the pieces of a body are sent one by one. */
export function isPaced({ chunks, speed }: Pace): boolean {
  return chunks.length >= 2 && Number.isFinite(speed);
}

/** Sends pieces in their time; gives what is left for the end. */
export async function sendPieces({ body, chunks, speed, gone, send }: Pieces): Promise<Buffer> {
  let sent = 0;
  let now = 0;
  for (const { time, size } of chunks) {
    await wait(Math.max(0, (time - now) / speed), undefined, { signal: gone });
    now = time;
    const isLast = sent + size >= body.byteLength;
    if (isLast) break;
    send(body.subarray(sent, sent + size));
    sent += size;
  }
  return body.subarray(sent);
}
