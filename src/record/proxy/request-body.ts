import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";

/**
 * The body of a client's request as a stream of its own; undefined where there is none. undici destroys the body when
 * the server answers before all of it was sent, and destroying the request itself would end the client's connection
 * before it has read the answer.
 *
 * @param onWanted called once, when the body is first asked for: the server is there by then
 */
export function toRequestBody(request: IncomingMessage, onWanted: () => void): Readable | undefined {
  if (!hasBody(request)) return undefined;
  let isWanted = false;
  const body = new Readable({
    read: () => {
      if (!isWanted) onWanted();
      isWanted = true;
      request.resume();
    },
    destroy: (error, done) => {
      // What is left is read and dropped: the client may look at the answer only when it has sent everything.
      request.removeAllListeners("data");
      request.resume();
      done(error);
    },
  });
  request.on("data", (chunk: Buffer) => {
    if (!body.push(chunk)) request.pause();
  });
  request.pause();
  request.once("end", () => body.push(null));
  request.once("error", (error) => body.destroy(error));
  request.once("close", () => {
    if (!request.complete) body.destroy(new ClientGoneError());
  });
  return body;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** The client ended the connection in the middle of what it was saying. */
export class ClientGoneError extends Error {
  readonly code = "CLIENT_GONE";
  override readonly message = "the client closed the connection";
}
