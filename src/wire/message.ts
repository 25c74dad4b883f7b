/**
 * What listening parsers report about one message, in any version of HTTP. All bytes are views of what was pushed: copy them to keep them.
 */

/** The head of a request, as it was sent. */
export interface RequestHead {
  readonly method: string;
  /** As in the request line; of HTTP/2, `:path`. */
  readonly target: string;
  /** `HTTP/1.1`, `HTTP/2`; "" where the request line names none (HTTP/0.9). */
  readonly version: string;
  /** Flat list name, value, … in wire order and case, duplicates kept. */
  readonly fields: readonly string[];
  /** All bytes of the head, with empty lines before it and the one after it; undefined if the wire has no such text. */
  readonly raw: Uint8Array | undefined;
  /** Whether method, target, version and fields, written in the usual way, give the same bytes again. */
  readonly isCanonical: boolean;
}

/** The head of a response, as it was sent, including a 1xx. */
export interface ResponseHead {
  readonly version: string;
  readonly status: number;
  /** Reason phrase as sent; "" on HTTP/2. */
  readonly reason: string;
  readonly fields: readonly string[];
  readonly raw: Uint8Array | undefined;
  readonly isCanonical: boolean;
}

/** Where a message stopped before its end. */
export interface Cut {
  /** What was being read: `head`, `body`, `chunk`, `trailers`. */
  readonly during: "head" | "body" | "chunk" | "trailers";
  /** Whether the sender closed its half of the connection, or broke the connection. */
  readonly how: "end" | "reset";
}

/** Receives the events of one direction of a connection. No member may throw. */
export interface MessageSink<Head> {
  readonly head: (head: Head) => void;
  /** A piece of the body, without its framing. */
  readonly body: (piece: Uint8Array) => void;
  readonly trailers: (fields: readonly string[]) => void;
  readonly end: () => void;
  readonly cut: (cut: Cut) => void;
  /** Something odd, in words: `two values of Content-Length`. */
  readonly remark: (text: string) => void;
  /** Bytes that cannot be read as messages: from the first on, none can. */
  readonly raw: (piece: Uint8Array) => void;
}

/** For a message without a listener. */
export const SILENT_SINK: MessageSink<unknown> = {
  head: () => {},
  body: () => {},
  trailers: () => {},
  end: () => {},
  cut: () => {},
  remark: () => {},
  raw: () => {},
};
