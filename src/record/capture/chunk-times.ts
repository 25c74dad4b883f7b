import type { ResponseChunk } from "../../trace/model/types.ts";

/** Arrival of the pieces of one streamed body. */
export interface ChunkTimes {
  readonly list: ResponseChunk[];
  readonly add: (time: number, size: number) => void;
}

/** Beyond this number a stream's cadence is known well enough. */
const MOST_CHUNKS = 10_000;

/** Media types that are sent piece by piece as things happen; for any other, the pieces are those of the network. */
const STREAMED =
  /^(?:text\/event-stream|application\/(?:x-ndjson|jsonl|json-seq|stream\+json|grpc)|multipart\/x-mixed-replace)\b/i;

/** Takes the times of a response that streams; undefined for every other. */
export function timeChunks(mediaType: string): ChunkTimes | undefined {
  if (!STREAMED.test(mediaType)) return undefined;
  const list: ResponseChunk[] = [];
  return {
    list,
    add: (time, size) => {
      if (list.length < MOST_CHUNKS) list.push({ time: Math.round(time * 1000) / 1000, size });
    },
  };
}
