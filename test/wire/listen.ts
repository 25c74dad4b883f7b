import { type Http1Parser, createRequestParser, createResponseParser } from "../../src/wire/http1.ts";
import type { MessageSink, RequestHead, ResponseHead } from "../../src/wire/message.ts";

/** The events of a parser, as text: bodies are joined, because the parser may split them anywhere. */
export interface Heard {
  readonly log: readonly string[];
  /** All bytes of bodies and raw pieces, Latin-1. */
  readonly heads: readonly (RequestHead | ResponseHead)[];
}

export interface Listening<Head extends RequestHead | ResponseHead> {
  readonly parser: Http1Parser<Head>;
  readonly heard: Heard;
}

export function listenToRequests(): Listening<RequestHead> {
  const { heard, sink } = createNotes<RequestHead>();
  return { parser: createRequestParser(sink), heard };
}

export function listenToAnswers(...methods: readonly string[]): Listening<ResponseHead> {
  const { heard, sink } = createNotes<ResponseHead>();
  const waiting = [...methods];
  const end = (): void => {
    waiting.shift();
    sink.end();
  };
  return { parser: createResponseParser({ ...sink, end }, () => waiting[0] ?? "GET"), heard };
}

function createNotes<Head extends RequestHead | ResponseHead>(): { heard: Heard; sink: MessageSink<Head> } {
  const log: string[] = [];
  const heads: Head[] = [];
  const join = (kind: string, piece: Uint8Array): void => {
    const text = Buffer.from(piece).toString("latin1");
    if (log.at(-1)?.startsWith(`${kind} `) === true) log.push(`${log.pop()}${text}`);
    else log.push(`${kind} ${text}`);
  };
  return {
    heard: { log, heads },
    sink: {
      head: (head) => {
        heads.push(head);
        log.push(
          `head ${"method" in head ? `${head.method} ${head.target} ${head.version}` : `${head.version} ${head.status} ${head.reason}`}`,
        );
      },
      body: (piece) => join("body", piece),
      trailers: (fields) => void log.push(`trailers ${fields.join("|")}`),
      end: () => void log.push("end"),
      cut: ({ during, how }) => void log.push(`cut ${during} ${how}`),
      remark: (text) => void log.push(`remark ${text}`),
      raw: (piece) => join("raw", piece),
    },
  };
}

/** Cuts bytes at the given places, each a fraction of their length. */
export function cutBytes(bytes: Buffer, shares: readonly number[]): readonly Buffer[] {
  const places = [...new Set(shares.map((share) => Math.floor(share * bytes.length)))].toSorted((a, b) => a - b);
  return [0, ...places].map((place, index) => bytes.subarray(place, places[index] ?? bytes.length));
}
