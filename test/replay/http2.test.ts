import { once } from "node:events";
import { type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders, connect } from "node:http2";
import { connect as connectTcp } from "node:net";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";

import { describe, expect, onTestFinished, test } from "vitest";

import { startReplayProxy } from "../../src/replay/replay-proxy.ts";
import type { ReplayServer } from "../../src/replay/server.ts";
import type { ResponseChunk, Trace } from "../../src/trace/model/types.ts";
import { openRawClient } from "../helpers/proxy.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { localhost } from "../helpers/tls.ts";
import { type EntryParts, aTrace } from "./a-trace.ts";
import { startReplay } from "./start-replay.ts";

interface Parts extends EntryParts {
  readonly httpVersion?: string;
  readonly trailers?: readonly (readonly [name: string, value: string])[];
  /** Fields of the request. */
  readonly contentType?: string;
  /** Milliseconds between the request and the response. */
  readonly waited?: number;
}

function ofHttp2(...parts: readonly Parts[]): Trace {
  const { log } = aTrace(...parts);
  const entries = log.entries.map((entry, index) => {
    const { httpVersion = "HTTP/2", trailers = [], contentType, waited = 1 } = parts[index] ?? {};
    const headers = contentType === undefined ? [] : [{ name: "content-type", value: contentType }];
    return {
      ...entry,
      request: { ...entry.request, httpVersion, headers },
      response: {
        ...entry.response,
        httpVersion,
        _trailers: trailers.map(([name, value]) => ({ name, value })),
      },
      timings: { ...entry.timings, wait: waited },
    };
  });
  return { log: { ...log, entries } };
}

/** A session without TLS, by prior knowledge. */
function openSession(url: string): ClientHttp2Session {
  const session = connect(new URL(url).origin);
  session.on("error", () => {});
  onTestFinished(() => session.destroy());
  return session;
}

interface Got {
  readonly head: object | undefined;
  readonly body: string;
  readonly trailers: object | undefined;
  readonly code: number | undefined;
}

async function read(stream: ClientHttp2Stream): Promise<Got> {
  let head: object | undefined;
  let trailers: object | undefined;
  let body = "";
  stream.on("error", () => {});
  stream.on("response", (headers) => (head = JSON.parse(JSON.stringify(headers))));
  stream.on("trailers", (headers) => (trailers = JSON.parse(JSON.stringify(headers))));
  stream.on("data", (piece: Buffer) => (body += piece.toString("latin1")));
  await new Promise((resolve) => stream.once("close", resolve));
  return { head, body, trailers, code: stream.rstCode };
}

async function ask(session: ClientHttp2Session, headers: OutgoingHttpHeaders, body?: Buffer | string): Promise<Got> {
  const stream = session.request(headers, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  return read(stream);
}

const message = (said: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 0, said.length]), Buffer.from(said)]);
const messages = (...said: readonly string[]): Buffer => Buffer.concat(said.map(message));
const GRPC = { ":method": "POST", "content-type": "application/grpc", te: "trailers" };

/** A gRPC call as it was recorded. */
function aCall(path: string, asked: readonly string[], answered: readonly string[], more: Partial<Parts> = {}): Parts {
  return {
    method: "POST",
    url: path,
    contentType: "application/grpc",
    sent: messages(...asked).toString("base64"),
    postData: { mimeType: "application/grpc", _encoding: "base64" },
    headers: [["content-type", "application/grpc"]],
    ...(answered.length > 0 && { base64: messages(...answered).toString("base64") }),
    trailers: [["grpc-status", "0"]],
    ...more,
  };
}

describe("an HTTP/2 client gets the recorded responses", () => {
  test("by prior knowledge: each header again, 1xx, trailers, and nothing of the replay's own", async () => {
    const headers = [
      ["Set-Cookie", "a=1"],
      ["set-cookie", "b=2"],
      ["X-Own", "yes"],
      ["connection", "close"],
    ] as const;
    const trace = ofHttp2({ url: "/a", status: 201, headers, text: "hello", trailers: [["x-after", "all"]] });
    const [entry] = trace.log.entries;
    const response = { ...entry?.response, _informational: [{ status: 103, statusText: "", headers: [] }] };
    Object.assign(entry ?? {}, { response });
    const server = await startReplay(trace);
    const stream = openSession(server.urlFor("http://cloud.example/a")).request({ ":path": "/a" });
    const early: unknown[] = [];
    stream.on("headers", (one) => early.push(one[":status"]));
    const { head, body, trailers } = await read(stream);
    expect(head).toEqual({ ":status": 201, "set-cookie": ["a=1", "b=2"], "x-own": "yes" });
    expect({ body, early, trailers }).toEqual({
      body: "hello",
      early: [103],
      trailers: { "x-after": "all" },
    });
    expect(server.misses).toEqual([]);
  });

  test("in its turn, many at a time over one connection", async () => {
    const turns = Array.from({ length: 50 }, (_, turn) => ({ url: "/job", text: `${turn}` }));
    const server = await startReplay(ofHttp2(...turns));
    const session = openSession(server.urlFor("http://cloud.example/job"));
    const asked = await Promise.all(turns.map(() => ask(session, { ":path": "/job" })));
    expect(asked.map(({ body }) => body).toSorted()).toEqual(turns.map(({ text: own }) => own).toSorted());
  });

  test.each([204, 304, 403, 599])("with status %i", async (status) => {
    const server = await startReplay(ofHttp2({ url: "/a", status }));
    const session = openSession(server.urlFor("http://cloud.example/a"));
    expect((await ask(session, { ":path": "/a" })).head).toMatchObject({ ":status": status });
  });

  test("if a header that may occur once occurs twice, the first", async () => {
    const headers = [
      ["Content-Type", "text/plain"],
      ["content-type", "text/html"],
      ["Location", "/b"],
      ["Location", "/c"],
    ] as const;
    const server = await startReplay(ofHttp2({ url: "/a", headers, text: "x" }));
    const session = openSession(server.urlFor("http://cloud.example/a"));
    expect((await ask(session, { ":path": "/a" })).head).toMatchObject({
      "content-type": "text/plain",
      location: "/b",
    });
  });

  test("501 and the reason for unmatched requests, 421 for a name of another machine", async () => {
    const server = await startReplay(ofHttp2({ url: "/a" }));
    const session = openSession(server.urlFor("http://cloud.example/a"));
    const { head, body } = await ask(session, { ":path": "/b" });
    expect(head).toMatchObject({ ":status": 501 });
    expect(JSON.parse(body)).toMatchObject({ error: { message: "No recorded response for GET /b (call 1)." } });
    const other = await ask(session, { ":path": "/a", ":authority": "evil.example" });
    expect(other.head).toMatchObject({ ":status": 421 });
  });

  test("the code with which a stream was reset, and the others continue", async () => {
    const error = { code: "REFUSED_STREAM", message: "the server gave the stream up", phase: "wait" } as const;
    const server = await startReplay(ofHttp2({ url: "/gone", status: 0, error }, { url: "/stays", text: "here" }));
    const session = openSession(server.urlFor("http://cloud.example/gone"));
    expect((await ask(session, { ":path": "/gone" })).code).toBe(7);
    expect((await ask(session, { ":path": "/stays" })).body).toBe("here");
  });

  test.each(["ECONNRESET", "SERVER_CLOSED"])("the end of a connection that broke (%s)", async (code) => {
    const error = { code, message: "broke", phase: "wait" } as const;
    const server = await startReplay(ofHttp2({ url: "/gone", status: 0, error }));
    const session = openSession(server.urlFor("http://cloud.example/gone"));
    const closed = once(session, "close");
    const { head } = await ask(session, { ":path": "/gone" });
    await closed;
    expect(head).toBeUndefined();
  });
});

describe("over TLS, the version is negotiated", () => {
  const AUTHORITY = { credentialsFor: () => localhost };

  test.each([
    [["h2"], "HTTP/1.1", "h2"],
    [["h2", "http/1.1"], "HTTP/1.1", "http/1.1"],
    [["http/1.1", "h2"], "HTTP/2", "h2"],
    [["h2", "http/1.1"], "h2", "h2"],
    [["http/1.1"], "HTTP/2", "http/1.1"],
    // HTTP/1.1 replays what HTTP/2 cannot express here.
    [["h2", "http/1.1"], "HTTP/2", "http/1.1", 999],
  ])("%j, recorded over %s: %s", async (protocols, httpVersion, agreed, status = 200) => {
    const trace = ofHttp2({ url: "https://cloud.example/a", httpVersion, status, text: "hello" });
    const server = await startReplay(trace, { authority: AUTHORITY });
    const url = new URL(server.urlFor("https://cloud.example/a"));
    const socket = connectTls({ port: Number(url.port), ca: localhost.cert, ALPNProtocols: protocols });
    onTestFinished(() => void socket.destroy());
    await once(socket, "secureConnect");
    expect(socket.alpnProtocol).toBe(agreed);
    if (agreed === "h2") {
      const session = connect(url.origin, { createConnection: () => socket });
      expect((await ask(session, { ":path": "/a" })).body).toBe("hello");
    } else {
      socket.write("GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 (?:200|999) OK\r\n[^]*hello$/);
    }
  });

  test.each(["http", "https"])("and in a tunnel of the proxy, by its own name (%s)", async (scheme) => {
    const trace = ofHttp2({ url: `${scheme}://cloud.invalid/a`, text: "hello" });
    const proxy = await startReplayProxy(trace, { env: {}, authorityFolder: await tempFolder() });
    onTestFinished(() => proxy[Symbol.asyncDispose]());
    const place = `cloud.invalid:${scheme === "http" ? 80 : 443}`;
    const client = await openRawClient(proxy.port);
    client.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n\r\n`);
    await client.until(/\r\n\r\n/);
    const { socket: raw } = client;
    raw.removeAllListeners("data");
    const options = { socket: raw, rejectUnauthorized: false, ALPNProtocols: ["h2", "http/1.1"] };
    const socket = scheme === "http" ? raw : connectTls(options);
    if (scheme === "https") await once(socket, "secureConnect");
    const session = connect(`${scheme}://cloud.invalid`, { createConnection: () => socket });
    onTestFinished(() => session.destroy());
    expect((await ask(session, { ":path": "/a" })).body).toBe("hello");
    expect(proxy).toMatchObject({ misses: [], unanswered: [] });
  });
});

describe("gRPC", () => {
  test("an error that was the whole response is the whole response again", async () => {
    const headers = [["content-type", "application/grpc"] as const, ["grpc-status", "5"] as const];
    const server = await startReplay(ofHttp2(aCall("/s/Get", ["a"], [], { headers, trailers: [] })));
    const stream = openSession(server.urlFor("http://cloud.example/")).request({ ...GRPC, ":path": "/s/Get" });
    const ended = new Promise((resolve) => {
      // 1: the stream ends with these headers.
      stream.on("response", (_headers, flags) => resolve((flags & 1) === 1));
    });
    stream.end(message("a"));
    const { head } = await read(stream);
    expect(head).toEqual({
      ":status": 200,
      "content-type": "application/grpc",
      "grpc-status": "5",
    });
    expect(await ended).toBe(true);
  });

  test("a call whose server waited for the whole request gets its response then", async () => {
    const server = await startReplay(ofHttp2(aCall("/s/Up", ["a", "b"], ["all"])));
    const session = openSession(server.urlFor("http://cloud.example/"));
    const { body, trailers } = await ask(session, { ...GRPC, ":path": "/s/Up" }, messages("a", "b"));
    expect(body).toBe(message("all").toString());
    expect(trailers).toMatchObject({ "grpc-status": "0" });
  });

  /** Sends the next message only after it has received two responses to the previous one. */
  async function chat(session: ClientHttp2Session, said: readonly string[], path = "/s/Chat"): Promise<Got> {
    const stream = session.request({ ...GRPC, ":path": path });
    const left = said.map(message);
    const goOn = (): void => {
      const next = left.shift();
      if (next === undefined) stream.end();
      else stream.write(next);
    };
    let heard = 0;
    stream.on("data", (piece: Buffer) => {
      for (const byte of piece) if (byte === "!".charCodeAt(0) && (heard += 1) % 2 === 0) goOn();
    });
    goOn();
    return read(stream);
  }

  test("a client that waits for each response gets each, and two streams their own by their first messages", async () => {
    const answers = (name: string): string[] => [1, 2, 3, 4, 5, 6].map((number) => `${name}${number}!`);
    const server = await startReplay(
      ofHttp2(
        aCall("/s/Chat", ["a1", "a2", "a3"], answers("a"), { waited: 0 }),
        aCall("/s/Chat", ["b1", "b2", "b3"], answers("b"), { waited: 0 }),
      ),
    );
    const session = openSession(server.urlFor("http://cloud.example/"));
    const [b, a] = await Promise.all([chat(session, ["b1", "b2", "b3"]), chat(session, ["a1", "a2", "a3"])]);
    expect(b?.body).toBe(messages(...answers("b")).toString());
    expect(a?.body).toBe(messages(...answers("a")).toString());
    expect(a?.trailers).toMatchObject({ "grpc-status": "0" });
    expect(server).toMatchObject({ misses: [], notes: [] });
  });

  /** Pieces of one message each: five bytes and those of the text. */
  const pieces = (...times: readonly (readonly [time: number, text: string])[]): readonly ResponseChunk[] =>
    times.map(([time, said]) => ({ time, size: 5 + said.length }));

  /** A trace that records when each message was sent. */
  function timed(call: Parts, sent: readonly ResponseChunk[]): Trace {
    const trace = ofHttp2(call);
    for (const { request } of trace.log.entries) Object.assign(request, { _chunks: sent });
    return trace;
  }

  /** What a client receives before it sends the next message; at the end, what it receives then. */
  async function hearBetween(server: ReplayServer, said: readonly string[], ends: boolean): Promise<readonly string[]> {
    const stream = openSession(server.urlFor("http://cloud.example/")).request({ ...GRPC, ":path": "/s/Chat" });
    const heard: string[] = [];
    let now = "";
    stream.on("data", (piece: Buffer) => (now += piece.toString().replaceAll(/[^a-z\d]/g, "")));
    for (const text of said) {
      stream.write(message(text));
      const [wanted = ""] = /(?<=:)\w*$/.exec(text) ?? [];
      while (now.length < wanted.length) await once(stream, "data");
      heard.push(now);
      now = "";
    }
    const over = once(stream, "end");
    if (ends) stream.end();
    await over;
    stream.close();
    return [...heard, now];
  }

  test("responses come after the messages that they came after, however many there were", async () => {
    const said = ["x:", "y:abc", "z:d"];
    const sent = [...pieces([-1, "x:"], [1, "y:abc"], [3, "z:d"]), { time: 5, size: 0 }];
    const chunks = [...pieces([2, "abc"]), ...pieces([4, "d"], [6, "bye"])];
    const trace = timed(aCall("/s/Chat", said, ["abc", "d", "bye"], { waited: 0, chunks }), sent);
    const server = await startReplay(trace);
    expect(await hearBetween(server, said, true)).toEqual(["", "abc", "d", "bye"]);
    expect(server.notes).toEqual([]);
  });

  test("a server that ended the stream first ends it again, although the client has not", async () => {
    const said = ["x:a", "stop:"];
    const chunks = pieces([0, "a"]);
    const trace = timed(aCall("/s/Chat", said, ["a"], { waited: -1, chunks }), pieces([-1, "x:a"], [1, "stop:"]));
    const server = await startReplay(trace);
    expect(await hearBetween(server, said, false)).toEqual(["a", "", ""]);
  });

  test("a client that sends less than was recorded gets the rest at its end", async () => {
    const server = await startReplay(ofHttp2(aCall("/s/Chat", ["a", "b", "c"], ["1", "2", "3"], { waited: 0 })));
    const session = openSession(server.urlFor("http://cloud.example/"));
    const { body } = await ask(session, { ...GRPC, ":path": "/s/Chat" }, message("a"));
    expect(body).toBe(messages("1", "2", "3").toString());
  });

  test("a client that sends more gets the recorded responses, and this is reported", async () => {
    const server = await startReplay(ofHttp2(aCall("/s/Chat", ["a", "b"], ["1!", "2!", "3!", "4!"], { waited: 0 })));
    const session = openSession(server.urlFor("http://cloud.example/"));
    const stream = session.request({ ...GRPC, ":path": "/s/Chat" });
    // Only the first one begins it.
    stream.write(message("a"));
    stream.once("data", () => stream.end(messages("b", "c")));
    const { body } = await read(stream);
    expect(body).toBe(messages("1!", "2!", "3!", "4!").toString());
    expect(server.notes).toEqual([
      "The stream (1)-(2), POST /s/Chat (call 1), got the recorded response, although it sent 3 messages (2 recorded).",
    ]);
  });
});

describe("data that only begins like HTTP/2 does no harm", () => {
  test.each([
    ["a preface that is cut", "PRI * HTTP/2.0\r\n\r\nSM"],
    ["a preface and no frames", `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${"x".repeat(100)}`],
    ["nothing", ""],
  ])("%s", async (_what, said) => {
    const server = await startReplay(ofHttp2({ url: "/a", text: "hello" }));
    const url = server.urlFor("http://cloud.example/a");
    const socket = connectTcp(Number(new URL(url).port), "127.0.0.1");
    socket.on("error", () => {}).resume();
    socket.end(said);
    await new Promise((resolve) => socket.once("close", resolve));
    expect(await (await fetch(url)).text()).toBe("hello");
  });

  test("a request that arrives byte by byte is an HTTP/1.1 request", async () => {
    const server = await startReplay(ofHttp2({ method: "PUT", url: "/a", text: "hello" }));
    const socket = connectTcp(Number(new URL(server.urlFor("http://cloud.example/a")).port), "127.0.0.1");
    socket.setNoDelay(true);
    for (const byte of "PUT /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") {
      socket.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*hello$/);
  });
});
