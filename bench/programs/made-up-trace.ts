import type { Entry, Trace } from "../../src/index.ts";

/** The properties in which exchanges of a made-up trace differ; times in milliseconds. */
export interface Call {
  readonly url: string;
  /** The variable part of the response: eight images with this ID. */
  readonly id: string;
  readonly at: number;
  readonly took?: number;
  readonly status?: number;
  readonly client?: string;
  readonly server?: string;
}

/** A trace of many calls like those of an image service: nine headers each way, 900 bytes of JSON. */
export function makeTrace(length: number, toCall: (index: number) => Call): Trace {
  const entries = Array.from({ length }, (_, index) => toEntry(toCall(index)));
  return { log: { version: "1.2", creator: { name: "bench", version: "1" }, entries } };
}

/** A unique ID; a different one for another run, if requested. */
export function idOf(index: number, run = 0): string {
  return `9faa6fd5-b254-4184-80c${run}-${String(index).padStart(12, "0")}`;
}

const headers = Array.from({ length: 9 }, (_, n) => ({ name: `X-Header-${n}`, value: `value ${n}` }));

function toEntry({ url, id, at, took = 5, status = 200, client, server }: Call): Entry {
  const item = { id, name: "cirros", visibility: "shared", size: 21_233_664 };
  const text = JSON.stringify({ images: Array.from({ length: 8 }, () => item) });
  const message = { httpVersion: "HTTP/1.1", cookies: [], headers, headersSize: -1 };
  return {
    startedDateTime: new Date(1_763_892_000_000 + at).toISOString().replace("Z", "000Z"),
    time: took,
    request: { method: "GET", url, ...message, queryString: [], bodySize: 0 },
    response: {
      status,
      statusText: "",
      ...message,
      content: { size: text.length, mimeType: "application/json", text },
      redirectURL: "",
      bodySize: text.length,
    },
    cache: {},
    timings: { blocked: 0, dns: -1, connect: -1, ssl: -1, send: 1, wait: 3, receive: 1 },
    ...(client !== undefined && { _client: client }),
    ...(server !== undefined && { _server: server }),
  };
}
