import { EventEmitter } from "node:events";

import { BodyTap } from "./body-tap.ts";

/** How the recorder comes to see a request body without touching it. */
export interface RequestBodyTap {
  readonly tap: BodyTap;
  /** Whether the bytes reach the tap through the handler's `onBodySent` hook. */
  readonly hooked: boolean;
  /** A body whose bytes the hook does not see on HTTP/2; see `tapOnHttp2`. */
  readonly readable?: EventEmitter;
}

/**
 * Taps a request body of any kind undici takes. The body itself is passed on as it is: wrapping it would change content-length, retries and
 * back-pressure, and a PassThrough tee even sends an empty body (docs/notes/undici.md).
 */
export function tapRequestBody(body: unknown, limit: number): RequestBodyTap | undefined {
  if (body === null || body === undefined) return undefined;
  const tap = new BodyTap(limit);
  const bytes = bytesOf(body);
  if (bytes !== undefined) {
    tap.add(bytes);
    return { tap, hooked: false };
  }
  if (isReadable(body)) {
    listenPassively(body, tap);
    return { tap, hooked: false };
  }
  return { tap, hooked: true };
}

/**
 * The same for the body of a program that must not find a listener of ours on its streams: on HTTP/1.1 the hook sees
 * their bytes as well.
 */
export function tapSentBody(body: unknown, limit: number): RequestBodyTap | undefined {
  if (isReadable(body)) return { ...tapHooked(limit), readable: body };
  return tapRequestBody(body, limit);
}

/** A tap for whatever a hook will see. */
export function tapHooked(limit: number): RequestBodyTap {
  return { tap: new BodyTap(limit), hooked: true };
}

/** Determines how to observe the bytes of a body that is sent over HTTP/2. */
export function tapOnHttp2(request: RequestBodyTap): RequestBodyTap {
  const { tap, readable } = request;
  if (readable === undefined) return request;
  listenPassively(readable, tap);
  return { tap, hooked: false };
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  return undefined;
}

interface ReadableLike extends EventEmitter {
  readonly readableEncoding?: BufferEncoding | null;
}

function isReadable(body: unknown): body is ReadableLike {
  return body instanceof EventEmitter && "pipe" in body && typeof body.pipe === "function";
}

/**
 * `Readable.prototype.on("data")` would start the flow before undici listens; the plain emitter's `on` does not.
 * On HTTP/2 this is also the only way that works: `onBodySent` gets the response's bytes there (docs/notes/undici.md).
 */
function listenPassively(body: ReadableLike, tap: BodyTap): void {
  EventEmitter.prototype.on.call(body, "data", (chunk: unknown) => {
    if (typeof chunk === "string") tap.add(Buffer.from(chunk, body.readableEncoding ?? "utf8"));
    else if (chunk instanceof Uint8Array) tap.add(chunk);
  });
}
