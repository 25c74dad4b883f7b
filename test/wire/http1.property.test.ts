import * as fc from "fast-check";
import { expect, test } from "vitest";

import { createExchanges } from "../../src/wire/exchanges.ts";
import { runsOf } from "../helpers/runs.ts";
import { cutBytes } from "./listen.ts";

/** A message as the parser must report it, and its bytes. */
interface Sample {
  readonly startLine: string;
  readonly fields: readonly string[];
  readonly body: Buffer;
  readonly trailers: readonly string[];
  readonly bytes: Buffer;
}

interface Pair {
  readonly request: Sample;
  readonly informational: boolean;
  readonly response: Sample;
}

const name = fc.stringMatching(/^X-[A-Za-z-]{1,12}$/);
const value = fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/);
const fields = fc.array(fc.tuple(name, value), { maxLength: 6 }).map((pairs) => pairs.flat());
const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  // Text that would mislead a parser that looks for heads and chunks within bodies.
  fc
    .constantFrom("\r\n\r\n", "0\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
    .map((text) => Buffer.from(text)),
);
const framing = fc.record({
  isChunked: fc.boolean(),
  extension: fc.constantFrom("", ";a=b", ' ; q="x y"'),
  pieces: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 4 }),
  trailers: fields,
});
const lineEnd = fc.constantFrom("\r\n", "\r\n", "\r\n", "\n");

type Framing = typeof framing extends fc.Arbitrary<infer T> ? T : never;

interface Parts {
  readonly own: readonly string[];
  readonly content: Uint8Array;
  readonly how: Framing;
  readonly eol: string;
  /** Whether there is a body at all. */
  readonly hasBody: boolean;
}

function write(startLine: string, { own, content, how, eol, hasBody }: Parts): Sample {
  const isChunked = hasBody && how.isChunked;
  const length = isChunked
    ? ["Transfer-Encoding", "chunked"]
    : hasBody
      ? ["Content-Length", String(content.length)]
      : [];
  const all = [...own, ...length];
  const head = `${startLine}${eol}${lines(all, eol)}${eol}`;
  const sent = hasBody ? Buffer.from(content) : Buffer.alloc(0);
  const framed = isChunked ? chunk(sent, how, eol) : sent;
  return {
    startLine,
    fields: all,
    body: sent,
    trailers: isChunked ? how.trailers : [],
    bytes: Buffer.concat([Buffer.from(head), framed]),
  };
}

function chunk(sent: Buffer, { pieces, extension, trailers }: Framing, eol: string): Buffer {
  const chunks = cutBytes(sent, pieces)
    .filter(({ length }) => length > 0)
    .flatMap((piece) => [Buffer.from(`${piece.length.toString(16)}${extension}${eol}`), piece, Buffer.from(eol)]);
  return Buffer.concat([...chunks, Buffer.from(`0${eol}${lines(trailers, eol)}${eol}`)]);
}

function lines(flat: readonly string[], eol: string): string {
  return flat.map((field, index) => (index % 2 === 0 ? `${field}: ` : `${field}${eol}`)).join("");
}

const pair: fc.Arbitrary<Pair> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "HEAD", "LIST", "DELETE"),
    path: fc.stringMatching(/^\/[!-~]{0,20}$/),
    status: fc.constantFrom(200, 201, 204, 304, 404, 413),
    reason: fc.constantFrom("OK", "", "MULTIPLE CHOICES"),
    sends: fc.boolean(),
    informational: fc.boolean(),
    up: fc.record({ own: fields, content: body, how: framing, eol: lineEnd }),
    down: fc.record({ own: fields, content: body, how: framing, eol: lineEnd }),
  })
  .map(({ method, path, status, reason, sends, informational, up, down }) => ({
    request: write(`${method} ${path} HTTP/1.1`, { ...up, hasBody: sends }),
    informational,
    response: write(`HTTP/1.1 ${status} ${reason}`, {
      ...down,
      hasBody: method !== "HEAD" && status !== 204 && status !== 304,
    }),
  }));

const EARLY = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";

interface Told {
  request: { startLine: string; fields: readonly string[]; body: Buffer; trailers: readonly string[] };
  informational: number;
  response: { startLine: string; fields: readonly string[]; body: Buffer; trailers: readonly string[] };
  end: string;
}

test("message pairs, split anywhere, are read unchanged", () => {
  const cuts = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 3 }), cuts, cuts, (pairs, up, down) => {
      const told: Told[] = [];
      const strays: string[] = [];
      const exchanges = createExchanges({
        stray: (remark) => strays.push(remark),
        open: ({ method, target, version, fields }) => {
          const own: Told = {
            request: { startLine: `${method} ${target} ${version}`, fields, body: Buffer.alloc(0), trailers: [] },
            informational: 0,
            response: { startLine: "", fields: [], body: Buffer.alloc(0), trailers: [] },
            end: "",
          };
          told.push(own);
          return {
            sent: (piece) => (own.request.body = Buffer.concat([own.request.body, piece])),
            sentTrailers: (trailers) => (own.request.trailers = trailers),
            asked: () => {},
            answer: ({ version, status, reason, fields }) => {
              if (status < 200) own.informational += 1;
              else own.response = { ...own.response, startLine: `${version} ${status} ${reason}`, fields };
            },
            received: (piece) => (own.response.body = Buffer.concat([own.response.body, piece])),
            receivedTrailers: (trailers) => (own.response.trailers = trailers),
            switched: () => {},
            remark: (remark) => strays.push(remark),
            left: () => {},
            end: () => (own.end += "end"),
            fail: () => (own.end += "fail"),
          };
        },
      });
      const asked = Buffer.concat(pairs.map(({ request }) => request.bytes));
      const answered = Buffer.concat(
        pairs.flatMap(({ informational, response }) => [Buffer.from(informational ? EARLY : ""), response.bytes]),
      );
      for (const piece of cutBytes(asked, up)) exchanges.client.push(piece);
      for (const piece of cutBytes(answered, down)) exchanges.server.push(piece);
      const plain = ({ startLine, fields, body, trailers }: Omit<Sample, "bytes">) => ({
        startLine,
        fields,
        body: body.toString("hex"),
        trailers,
      });
      expect(strays).toEqual([]);
      expect(
        told.map(({ request, informational, end, response }) => ({
          informational,
          end,
          request: plain(request),
          response: plain(response),
        })),
      ).toEqual(
        pairs.map(({ request, informational, response }) => ({
          informational: informational ? 1 : 0,
          end: "end",
          request: plain(request),
          response: plain(response),
        })),
      );
    }),
    { numRuns: runsOf(10_000) },
  );
}, 120_000);
