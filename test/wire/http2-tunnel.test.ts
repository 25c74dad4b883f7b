import { once } from "node:events";
import {
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
  connect,
  createServer,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { type Http2Sink, createHttp2RequestReader, createHttp2ResponseReader } from "../../src/wire/http2.ts";
import type { RequestHead, ResponseHead } from "../../src/wire/message.ts";
import { startTunnel } from "./tunnel.ts";

/** More than a flow-control window holds. */
const LONG = "b".repeat(70_000);

/** The request of a client, and how the server must respond. */
interface Call {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
  readonly answer: string;
  readonly trailers: Readonly<Record<string, string>>;
  readonly end: "whole" | "reset";
}

const value = fc.stringMatching(/^[!-~]{1,40}$/);
const fieldsOf = (prefix: string): fc.Arbitrary<Record<string, string>> =>
  fc.dictionary(
    fc.stringMatching(/^[a-z0-9]{1,8}$/).map((name) => `${prefix}-${name}`),
    value,
    { maxKeys: 5 },
  );
const body = fc.oneof(fc.constant(""), fc.stringMatching(/^[a-z]{1,50}$/), fc.constant(LONG));
const call: fc.Arbitrary<Call> = fc.record({
  path: fc.webPath().map((path) => (path.startsWith("/") ? path : `/${path}`)),
  fields: fieldsOf("q"),
  body,
  answer: body,
  trailers: fieldsOf("t"),
  end: fc.constantFrom("whole", "whole", "whole", "reset"),
});

test("the listener reports what node's server and client saw", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 12 }), async (calls) => {
      const { server, client, heard } = await talk(calls);
      expect(heard.requests).toEqual(server);
      expect(heard.responses).toEqual(client);
    }),
    { numRuns: 15 },
  );
});

/** Makes all calls at once over one connection; returns what each side saw, one message a line, and what the listener received. */
async function talk(calls: readonly Call[]): Promise<{
  readonly server: readonly string[];
  readonly client: readonly string[];
  readonly heard: { readonly requests: readonly string[]; readonly responses: readonly string[] };
}> {
  const server = createServer();
  server.on("sessionError", () => {});
  const seen: Promise<string>[] = [];
  server.on("stream", (stream, headers) => {
    const asked = calls[Number(headers["x-call"])];
    if (asked !== undefined) seen.push(serve(stream, headers, asked));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const requests = gatherStreams<RequestHead>();
  const responses = gatherStreams<ResponseHead>();
  {
    // A TCP server has an address object once it listens.
    await using tunnel = await startTunnel((server.address() as AddressInfo).port, () => ({
      requests: createHttp2RequestReader(requests.sink),
      responses: createHttp2ResponseReader(responses.sink),
    }));
    const session = connect(`http://127.0.0.1:${tunnel.port}`);
    const client = await Promise.all(calls.map((one, index) => ask(session, one, index)));
    const served = await Promise.all(seen);
    session.on("error", () => {});
    session.close();
    if (!session.destroyed) await once(session, "close");
    server.close();
    return {
      server: served.toSorted(),
      client: client.toSorted(),
      heard: { requests: requests.messages(), responses: responses.messages() },
    };
  }
}

async function serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, asked: Call): Promise<string> {
  const line = `${stream.id} head ${toLine(headers)}|${await text(stream)}|`;
  stream.on("error", () => {});
  stream.respond({ ":status": 200, "x-answer": "1" }, { waitForTrailers: asked.end === "whole" });
  if (asked.end === "reset") {
    stream.write("begun");
    stream.close(2);
  } else {
    stream.on("wantTrailers", () => stream.sendTrailers(asked.trailers));
    stream.end(asked.answer);
  }
  return line;
}

async function ask(session: ClientHttp2Session, { path, fields, body: sent }: Call, index: number): Promise<string> {
  const stream = session.request({ ":path": path, ":method": "POST", "x-call": String(index), ...fields });
  let answer = "";
  let received = "";
  let trailers = "";
  stream.on("error", () => {});
  stream.on("response", (headers) => (answer = toLine(headers)));
  stream.on("trailers", (headers) => (trailers = toLine(headers)));
  stream.on("data", (bytes: Buffer) => (received += bytes.toString()));
  stream.end(sent);
  await new Promise((resolve) => stream.once("close", resolve));
  const isReset = stream.rstCode !== 0;
  // How Node treats the body of an aborted response does not matter here.
  return `${stream.id} head ${answer}|${isReset ? "" : received}|${trailers}${isReset ? "!INTERNAL_ERROR" : ""}`;
}

/** Fields in any order, because Node's header object has a different order than the connection. */
function toLine(headers: Readonly<Record<string, unknown>>): string {
  return Object.entries(headers)
    .map(([name, one]) => `${name}=${String(one)}`)
    .toSorted()
    .join(" ");
}

/** Collects the events of each stream, and writes them in the format of `serve` and `ask`. */
function gatherStreams<Head extends { readonly fields: readonly string[] }>(): {
  readonly sink: Http2Sink<Head>;
  readonly messages: () => readonly string[];
} {
  const streams = new Map<number, { head: string; body: string; trailers: string; end: string }>();
  const nothing = (): void => {};
  return {
    sink: {
      open: (stream) => {
        const heard = { head: "", body: "", trailers: "", end: "" };
        streams.set(stream, heard);
        return {
          head: ({ fields }) => (heard.head = toLine(toRecord(fields))),
          body: (piece) => (heard.body += Buffer.from(piece).toString()),
          trailers: (fields) => (heard.trailers = toLine(toRecord(fields))),
          end: nothing,
          cut: nothing,
          remark: nothing,
          raw: nothing,
        };
      },
      reset: (stream, code) => {
        const heard = streams.get(stream);
        if (heard !== undefined && code !== "NO_ERROR") heard.end = `!${code}`;
      },
      promise: nothing,
      goAway: nothing,
      remark: (what) => streams.set(-1, { head: what, body: "", trailers: "", end: "" }),
      raw: nothing,
    },
    messages: () =>
      Array.from(streams, ([stream, { head, body: heard, trailers, end }]) => {
        return `${stream} head ${head}|${end === "" ? heard : ""}|${trailers}${end}`;
      }).toSorted(),
  };
}

function toRecord(fields: readonly string[]): Record<string, string> {
  const pairs = fields.map((field, index): [string, string] => [field, fields[index + 1] ?? ""]);
  return Object.fromEntries(pairs.filter((_pair, index) => index % 2 === 0));
}
