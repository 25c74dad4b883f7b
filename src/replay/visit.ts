import type { IncomingMessage, ServerResponse } from "node:http";

import { toAnswer } from "./answer.ts";
import type { Book } from "./book.ts";
import { toCall } from "./call.ts";
import { sendAnswer, sendMiss } from "./send.ts";

/** One request to the replay and the response to it. */
export interface Visit {
  /** Recorded origin that the listener stands for. */
  readonly origin: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers one request. Never throws: what goes wrong looks like a broken connection to the client. */
export async function answerVisit(book: Book, { origin, request, response }: Visit): Promise<void> {
  try {
    const asked = book.toRecorded(request.url ?? "/");
    const call = toCall(request.method ?? "GET", asked.startsWith("/") ? origin + asked : asked);
    const found = call && book.find(call);
    // A client that is still sending would take an early answer and a closed connection for an error.
    for await (const _chunk of request);
    if (found === undefined) response.writeHead(400).end();
    else if ("entry" in found) sendAnswer(response, toAnswer(found.entry, book.toReplayed));
    else sendMiss(response, found);
  } catch {
    response.destroy();
  }
}
