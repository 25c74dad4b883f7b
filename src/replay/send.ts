import type { ServerResponse } from "node:http";

import type { Answer } from "./answer.ts";
import type { ReplayMiss } from "./miss.ts";

/** Puts a recorded answer on the wire, with no header that was not recorded. */
export function sendAnswer(response: ServerResponse, { head, body, breaksOff }: Answer): void {
  if (head === undefined) {
    response.destroy();
    return;
  }
  response.sendDate = false;
  // Told to leave it out, Node adds no Connection header of its own; HTTP/1.1 keeps the connection all the same.
  response.removeHeader("connection");
  response.writeHead(head.status, head.reason, [...head.headers]);
  if (!breaksOff) response.end(body);
  else response.write(body ?? "", () => response.socket?.destroySoon());
}

/** 404, in a form that programs read and people understand. */
export function sendMiss(response: ServerResponse, { message, hint, nearest, differs }: ReplayMiss): void {
  const error = { code: 404, message, hint, nearest, differs };
  response.writeHead(404, { "Content-Type": "application/json" });
  response.end(`${JSON.stringify({ error }, null, 2)}\n`);
}
