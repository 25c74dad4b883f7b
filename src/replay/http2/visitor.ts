import { type IncomingHttpHeaders, type ServerHttp2Stream, constants } from "node:http2";
import { buffer } from "node:stream/consumers";

import { isGrpc } from "../../trace/bodies/grpc.ts";
import { receivedText } from "../../trace/headers.ts";
import { codeOfError } from "../../wire/http2-values.ts";
import type { Answer } from "../answer.ts";
import { isPaced, sendPieces } from "../pace.ts";
import type { Visitor } from "../visitor.ts";
import { whenGone } from "../when-gone.ts";
import { openConversation } from "./conversation.ts";
import { toFields } from "./fields.ts";

/** A stream of HTTP/2. */
export function toHttp2Visitor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Visitor {
  const gone = whenGone(stream);
  stream.on("error", () => {});
  const headerOf = (name: string): string => receivedText(headers, name);
  return {
    method: headerOf(":method"),
    target: headerOf(":path"),
    host: headers[":authority"]?.toString() ?? headers.host,
    headerOf,
    isFramed: true,
    read: () => buffer(stream),
    gone,
    answer: async (answer, pace) => {
      if (!sendHead(stream, answer)) return;
      let last = answer.body;
      if (last !== undefined && isPaced(pace)) {
        last = await sendPieces({ ...pace, body: last, gone, send: (piece) => void stream.write(piece) });
      }
      finish(stream, answer, last);
    },
    say: (status, fields, text = "") => {
      stream.respond({ ":status": status, ...fields }, { endStream: text === "" });
      if (text !== "") stream.end(text);
    },
    breakOff: () => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
    converse: isGrpc(headerOf("content-type"))
      ? openConversation(stream, {
          begin: (answer) => sendHead(stream, answer),
          finish: (answer, rest) => finish(stream, answer, rest),
        })
      : undefined,
  };
}

/** Whether anything follows: a head that ends its stream is complete, such as a gRPC head with an error. */
function sendHead(stream: ServerHttp2Stream, answer: Answer): boolean {
  const { informational, head, body, trailers, end } = answer;
  for (const { status, headers } of informational)
    stream.additionalHeaders({ ...toFields(headers), ":status": status });
  if (head === undefined) {
    breakOff(stream, answer);
    return false;
  }
  const isAll = end === "complete" && trailers.length === 0 && (body?.byteLength ?? 0) === 0;
  // Without it, Node ends a stream before it resets it: what broke off would look complete.
  const waitForTrailers = trailers.length > 0 || end !== "complete";
  // Node's types do not know `sendDate`: a date that was not recorded is not sent.
  const options = { endStream: isAll, waitForTrailers, sendDate: false };
  stream.respond({ ...toFields(head.headers), ":status": head.status }, options);
  return !isAll;
}

function finish(stream: ServerHttp2Stream, answer: Answer, rest: Buffer | undefined): void {
  stream.on("wantTrailers", () => stream.sendTrailers(toFields(answer.trailers)));
  if (answer.end === "complete") stream.end(rest);
  else stream.write(rest ?? "", () => breakOff(stream, answer));
}

/** An aborted stream is aborted with the same code; otherwise the connection broke. */
function breakOff(stream: ServerHttp2Stream, { end, code = "" }: Answer): void {
  if (end === "silent" || end === "complete") return;
  const own = codeOfError(code);
  if (own !== undefined) stream.close(own);
  else if (end === "reset") stream.session?.socket.resetAndDestroy();
  else stream.session?.socket.destroySoon();
}
