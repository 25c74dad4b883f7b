import type { Content, Entry, ExchangeError, PostData, ResponseChunk, Trace } from "../../src/trace/model/types.ts";

export interface EntryParts {
  readonly method?: string;
  readonly url: string;
  /** The request body. */
  readonly sent?: string;
  /** Other members of the exchange. */
  readonly postData?: Partial<PostData>;
  readonly status?: number;
  readonly reason?: string;
  /** In wire order. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly text?: string;
  readonly base64?: string;
  /** When the pieces of the response arrived, in ms after its first byte, and their sizes. */
  readonly chunks?: readonly ResponseChunk[];
  readonly error?: ExchangeError;
}

/** Exchanges one after another, with the origin `http://cloud.example` unless a URL says otherwise. */
export function aTrace(...parts: readonly EntryParts[]): Trace {
  return { log: { version: "1.2", creator: { name: "test", version: "0" }, entries: parts.map(anEntry) } };
}

function anEntry(parts: EntryParts, index: number): Entry {
  const { method = "GET", url, status = 200, reason = "OK", headers = [] } = parts;
  const content = aContent(parts);
  return {
    startedDateTime: new Date(Date.UTC(2026, 10, 23) + index * 10).toISOString().replace("Z", "000Z"),
    time: 1,
    request: {
      method,
      url: new URL(url, "http://cloud.example").href,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [],
      queryString: [],
      headersSize: -1,
      bodySize: parts.sent?.length ?? 0,
      ...(parts.sent !== undefined && { postData: { mimeType: "", text: parts.sent, ...parts.postData } }),
    },
    response: {
      status,
      statusText: reason,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: headers.map(([name, value]) => ({ name, value })),
      content,
      redirectURL: "",
      headersSize: -1,
      bodySize: content.size,
      ...(parts.chunks && { _chunks: parts.chunks }),
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 1, receive: 0 },
    ...(parts.error && { _error: parts.error }),
  };
}

function aContent({ text, base64 }: Pick<EntryParts, "text" | "base64">): Content {
  if (base64 !== undefined) return { size: -1, mimeType: "", text: base64, encoding: "base64" };
  return { size: text?.length ?? 0, mimeType: "", ...(text !== undefined && { text }) };
}
