import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

import { fieldsOf } from "../trace/flat-fields.ts";
import { receivedText } from "../trace/headers.ts";
import type { Answer, AnswerHead } from "./answer.ts";
import { type Pace, isPaced, sendPieces } from "./pace.ts";
import type { Visitor } from "./visitor.ts";
import { whenGone } from "./when-gone.ts";

/** @param upgrades whether its further data is not a body */
export function toHttp1Visitor(request: IncomingMessage, response: ServerResponse, upgrades = false): Visitor {
  const gone = whenGone(response);
  return {
    method: request.method ?? "GET",
    target: request.url ?? "/",
    host: request.headers.host,
    isFramed: false,
    headerOf: (name) => receivedText(request.headers, name),
    read: async () => (upgrades ? Buffer.alloc(0) : buffer(request)),
    gone,
    answer: (answer, pace) => sendAnswer(response, answer, { ...pace, gone }),
    say: (status, headers, text) => void response.writeHead(status, headers).end(text),
    breakOff: () => void response.destroy(),
  };
}

async function sendAnswer(
  response: ServerResponse,
  { informational, head, unread, body, trailers, end }: Answer,
  pace: Pace & { readonly gone: AbortSignal },
): Promise<void> {
  for (const one of informational) sendInformational(response, one);
  if (head === undefined) {
    // As a proxy does for a server that it cannot reach; after a silent end some clients retry forever.
    if (unread === undefined) breakOff(response, end);
    else response.socket?.write(unread, () => breakOff(response, end));
    return;
  }
  response.sendDate = false;
  // With this setting, Node adds no Connection header; HTTP/1.1 still keeps the connection open.
  response.removeHeader("connection");
  response.writeHead(head.status, head.reason, [...head.headers]);
  let last = body;
  if (body !== undefined && isPaced(pace)) {
    response.flushHeaders();
    last = await sendPieces({ ...pace, body, send: (piece) => void response.write(piece) });
  }
  if (trailers.length > 0) response.addTrailers([...fieldsOf(trailers)]);
  if (end === "complete") response.end(last);
  else response.write(last ?? "", () => breakOff(response, end));
}

function breakOff({ socket }: ServerResponse, end: Answer["end"]): void {
  if (end === "reset") socket?.resetAndDestroy();
  if (end === "broken") socket?.destroySoon();
}

/** Node has no public way to send any 1xx with its fields. A client of HTTP/1.0 knows none. */
function sendInformational(response: ServerResponse, { status, reason, headers }: AnswerHead): void {
  if (response.req.httpVersionMinor === 0) return;
  let lines = `HTTP/1.1 ${status} ${reason}\r\n`;
  for (const [name, value] of fieldsOf(headers)) lines += `${name}: ${value}\r\n`;
  response.socket?.write(`${lines}\r\n`, "latin1");
}
