import { isGrpc } from "../../trace/bodies/grpc.ts";
import type { ResponseChunk } from "../../trace/model/types.ts";

/** Arrival of the pieces of one streamed body. */
export interface ChunkTimes {
  readonly list: ResponseChunk[];
  readonly add: (time: number, size: number) => void;
}

/** Beyond this number a stream's cadence is known well enough. */
const MOST_CHUNKS = 10_000;

/** Media types that are sent in chunks as events happen; for any other type, the chunks are due to the network. */
const STREAMED =
  /^(?:text\/event-stream|application\/(?:x-ndjson|jsonl|json-seq|stream\+json|grpc)|multipart\/x-mixed-replace)\b/i;

/** Takes the times of a response that streams; undefined for every other. */
export function timeChunks(mediaType: string): ChunkTimes | undefined {
  return STREAMED.test(mediaType) ? takeTimes() : undefined;
}

/** The same of a request: only in gRPC does it go on during the response. */
export function timeSent(mediaType: string): ChunkTimes | undefined {
  return isGrpc(mediaType) ? takeTimes() : undefined;
}

/**
 * What was sent, by the time since the head of the response, and its end if that came before the server's. Undefined where all was sent
 * before the response began: there is no order to keep.
 *
 * @param answeredAt in the same milliseconds as the times of the list; negative where there was no response
 * @param endedAt of the request; negative if it was not over
 */
export function sinceAnswer(
  sent: readonly ResponseChunk[],
  { answeredAt, endedAt }: { readonly answeredAt: number; readonly endedAt: number },
): ResponseChunk[] | undefined {
  if (answeredAt < 0 || sent.length === MOST_CHUNKS || (endedAt >= 0 && endedAt < answeredAt)) return undefined;
  const all = endedAt < 0 ? sent : [...sent, { time: endedAt, size: 0 }];
  return all.map(({ time, size }) => ({ time: Math.round((time - answeredAt) * 1000) / 1000, size }));
}

function takeTimes(): ChunkTimes {
  const list: ResponseChunk[] = [];
  return {
    list,
    add: (time, size) => {
      if (list.length < MOST_CHUNKS) list.push({ time: Math.round(time * 1000) / 1000, size });
    },
  };
}
