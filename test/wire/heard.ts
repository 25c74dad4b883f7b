import type { Http2Sink } from "../../src/wire/http2.ts";
import type { MessageSink } from "../../src/wire/message.ts";

/** All events that a listener received, one a line; pieces of one body are one line. */
export interface Heard<Head> {
  readonly lines: readonly string[];
  readonly sink: MessageSink<Head>;
}

function hearMessage<Head extends { readonly fields: readonly string[] }>(
  prefix = "",
  lines: string[] = [],
): Heard<Head> {
  let body: Buffer[] = [];
  const tell = (line: string): void => {
    if (body.length > 0) lines.push(`${prefix}body ${Buffer.concat(body).toString("latin1")}`);
    body = [];
    lines.push(prefix + line);
  };
  return {
    lines,
    sink: {
      head: ({ fields }) => tell(`head ${fields.join(" ")}`),
      // The bytes belong to the push; copy them to keep them.
      body: (piece) => void body.push(Buffer.from(piece)),
      trailers: (fields) => tell(`trailers ${fields.join(" ")}`),
      end: () => tell("end"),
      cut: ({ during, how }) => tell(`cut ${during} ${how}`),
      remark: (text) => tell(`remark ${text}`),
      raw: (piece) => tell(`raw ${Buffer.from(piece).toString("latin1")}`),
    },
  };
}

/** The same for one direction of an HTTP/2 connection: lines of a stream begin with its number. */
export function hearHttp2<Head extends { readonly fields: readonly string[] }>(): {
  readonly lines: readonly string[];
  readonly sink: Http2Sink<Head>;
} {
  const lines: string[] = [];
  let raw = 0;
  return {
    lines,
    sink: {
      open: (stream) => hearMessage<Head>(`${stream} `, lines).sink,
      reset: (stream, code) => lines.push(`${stream} reset ${code}`),
      promise: (stream, { method, target }) => lines.push(`${stream} promise ${method} ${target}`),
      goAway: (last, code, why) => lines.push(`goAway ${last} ${code} ${why}`),
      remark: (text) => lines.push(`remark ${text}`),
      raw: (piece) => {
        raw += piece.byteLength;
        lines.push(`raw ${raw}`);
      },
    },
  };
}
