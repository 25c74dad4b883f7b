import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

import { fieldsOf } from "../trace/flat-fields.ts";
import type { ResponseChunk } from "../trace/model/types.ts";
import type { Answer, AnswerHead } from "./answer.ts";
import type { ReplayMiss } from "./miss.ts";

/** When the pieces of a stream came, and how much faster they are to come now. */
export interface Pace {
  readonly chunks: readonly ResponseChunk[];
  readonly speed: number;
  /** Aborted when nobody takes them any more. */
  readonly gone: AbortSignal;
}

/** Puts a recorded answer on the wire, with no header that was not recorded. */
export async function sendAnswer(response: ServerResponse, answer: Answer, pace: Pace): Promise<void> {
  const { informational, head, body, trailers, end } = answer;
  for (const one of informational) sendInformational(response, one);
  if (head === undefined) {
    // As a proxy does of a server that it cannot reach; an end without a word has some clients ask for ever.
    breakOff(response, end);
    return;
  }
  response.sendDate = false;
  // Told to leave it out, Node adds no Connection header of its own; HTTP/1.1 keeps the connection all the same.
  response.removeHeader("connection");
  response.writeHead(head.status, head.reason, [...head.headers]);
  const last = body === undefined ? undefined : await sendPieces(response, body, pace);
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

/** Sends all but the last piece, each when it came; gives what is left. */
async function sendPieces(response: ServerResponse, body: Buffer, { chunks, speed, gone }: Pace): Promise<Buffer> {
  if (chunks.length < 2 || !Number.isFinite(speed)) return body;
  response.flushHeaders();
  let sent = 0;
  let now = 0;
  for (const { time, size } of chunks) {
    await wait(Math.max(0, (time - now) / speed), undefined, { signal: gone });
    now = time;
    const isLast = sent + size >= body.byteLength;
    if (isLast) break;
    response.write(body.subarray(sent, sent + size));
    sent += size;
  }
  return body.subarray(sent);
}

/** 501 or 502, in a form that programs read and people understand. */
export function sendMiss(response: ServerResponse, { status, message, hint, nearest, differs }: ReplayMiss): void {
  const error = { code: status, message, hint, nearest, differs };
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(`${JSON.stringify({ error }, null, 2)}\n`);
}
