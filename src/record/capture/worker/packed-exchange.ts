import type { Exchange } from "../../../trace/journal/exchange.ts";
import { decodeExchange, encodeExchange } from "../../../trace/journal/journal.ts";
import type { TappedBody, UnreadBodies } from "../content.ts";
import { KIND, FRAME, frame } from "./frame.ts";

/** An exchange that is over, before anybody has read it. */
export interface EndedExchange {
  readonly exchange: Exchange;
  readonly unread: UnreadBodies;
}

/**
 * On its way to the worker: the lengths of three parts, then the line that a journal would have of it without bodies, notes of the bodies, and
 * their bytes as they came.
 */
const HEAD = 12;

/** Packs into a buffer that is used again; what it gives holds until the next call. */
export function createPacker(): (ended: EndedExchange) => Buffer {
  let buffer = Buffer.allocUnsafeSlow(65_536);
  return ({ exchange, unread: { request, response } }) => {
    const line = encodeExchange(exchange);
    const notes = JSON.stringify([noteOf(request), noteOf(response)]);
    const [requestLength, responseLength] = [request?.wire.length ?? 0, response?.wire.length ?? 0];
    const most = FRAME + HEAD + 3 * (line.length + notes.length) + requestLength + responseLength;
    if (most > buffer.length) buffer = Buffer.allocUnsafeSlow(2 * most);
    const lineLength = buffer.write(line, FRAME + HEAD, "utf8");
    const notesLength = buffer.write(notes, FRAME + HEAD + lineLength, "latin1");
    let end = FRAME + HEAD + lineLength + notesLength;
    buffer.writeUInt32LE(lineLength, FRAME);
    buffer.writeUInt32LE(notesLength, FRAME + 4);
    buffer.writeUInt32LE(requestLength, FRAME + 8);
    if (request !== undefined) buffer.set(request.wire, end);
    end += requestLength;
    if (response !== undefined) buffer.set(response.wire, end);
    end += responseLength;
    return frame(KIND.exchange, buffer.subarray(0, end));
  };
}

type Note = readonly [size: number, sha256?: string] | 0;

function noteOf(body: TappedBody | undefined): Note {
  if (body === undefined) return 0;
  return body.sha256 === undefined ? [body.size] : [body.size, body.sha256];
}

/** Undefined where it was not packed above. */
export function unpackExchange(bytes: Buffer): EndedExchange | undefined {
  const [lineEnd, requestLength] = [HEAD + bytes.readUInt32LE(0), bytes.readUInt32LE(8)];
  const exchange = decodeExchange(bytes.toString("utf8", HEAD, lineEnd));
  if (exchange === undefined) return undefined;
  const start = lineEnd + bytes.readUInt32LE(4);
  // Written above.
  const [request, response] = JSON.parse(bytes.toString("latin1", lineEnd, start)) as [Note, Note];
  const middle = start + requestLength;
  return {
    exchange,
    unread: {
      request: toBody(request, bytes.subarray(start, middle)),
      response: toBody(response, bytes.subarray(middle)),
    },
  };
}

function toBody(note: Note, wire: Buffer): TappedBody | undefined {
  if (note === 0) return undefined;
  const [size, sha256] = note;
  return { wire, size, sha256 };
}
