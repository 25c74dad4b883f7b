import { once } from "node:events";
import { type Socket, connect, createServer } from "node:net";

import { expect, onTestFinished, test } from "vitest";

import { createNumbers } from "../../helpers/numbers.ts";
import { startTestProxy } from "../../helpers/proxy.ts";
import { portOf } from "../../helpers/test-server.ts";

/** What one end of a connection received. */
interface Seen {
  /** Latin-1. */
  readonly bytes: string;
  /** How it ended: `end` (FIN) or the code of an error. */
  readonly ending: string;
}

interface Case {
  readonly request: (target: string, proxyFields: string) => string;
  readonly target: string;
  readonly pieces: number;
  readonly halfCloses: boolean;
  readonly response: string;
  readonly ending: "end" | "reset" | "stays";
}

/** Fractions, the same in every run. */
function createRandom(seed: number): () => number {
  const next = createNumbers(seed);
  return () => next() / 4_294_967_296;
}

const METHODS = ["GET", "POST", "PUT", "HEAD", "OPTIONS", "LIST", "PROPFIND", "M-SEARCH", "get", "A!#$"];
const TARGETS = ["/", "/a?b=%7Ec", "/a b", "/\xed\x95\x9c", "/..//./x", "/?", "/a#b", "/%zz", `/${"l".repeat(3000)}`];
const VERSIONS = ["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "http/1.1"];
const FIELDS = [
  "Host: other.example",
  "HOST: a",
  "Host: a\r\nHost: b",
  "Connection: close",
  "Connection: keep-alive, X-Hop",
  "Keep-Alive: 5",
  "TE: trailers",
  "X-Two: 1\r\nx-two: 2",
  "X-Empty:",
  "X-Empty: ",
  "X-Empty;",
  "no colon",
  "X-Space : 1",
  " X-Lead: 1",
  "X:no blank",
  "X-Trail: 1   ",
  "X-Fold: a\r\n\tb\r\n c",
  "X-Latin: caf\xe9",
  "X-Utf8: \xed\x95\x9c",
  "X-Control: a\x01b",
  "X-Cr: a\rb",
  "X-Nul: a\0b",
  "Upgrade: h2c\r\nConnection: Upgrade",
  "Expect: 100-continue",
  "Expect: nonsense",
  "Via: 1.1 x",
  "Max-Forwards: 0",
  "Trailer: X-Sum",
  "Cookie: a=1; b=2",
  "Authorization: Basic eDo=",
  `X-Long: ${"v".repeat(20_000)}`,
  ": no name",
  "X-Proxy-Connection: mine",
];
const BODIES = [
  ["", ""],
  ["", ""],
  ["Content-Length: 4", "body"],
  ["Content-Length: 4\r\nContent-Length: 4", "body"],
  ["content-length:4", "body"],
  ["Content-Length: 4, 4", "body"],
  ["Content-Length: 3\r\nContent-Length: 4", "body"],
  ["Content-Length: +4", "body"],
  ["Content-Length: 0", ""],
  ["Transfer-Encoding: chunked", "4\r\nbody\r\n0\r\n\r\n"],
  ["Transfer-Encoding: chunked", "0\r\n\r\n"],
  ["Transfer-Encoding: chunked", "4;a=b\r\nbody\r\n0\r\nX-Sum: 1\r\n\r\n"],
  ["Transfer-Encoding: chunked", "004 \nbody\n0\n\n"],
  ["Transfer-Encoding: chunked", "nothex\r\nbody\r\n"],
  ["transfer-encoding: CHUNKED", "1\r\nx\r\n0\r\n\r\n"],
  ["Transfer-Encoding: chunked\r\nContent-Length: 9", "4\r\nbody\r\n0\r\n\r\n"],
  ["Transfer-Encoding : chunked", "4\r\nbody\r\n0\r\n\r\n"],
  ["Transfer-Encoding: gzip", "body"],
  ["Transfer-Encoding: identity\r\nContent-Length: 4", "body"],
  ["Content-Length: 4", "bodyGET /more HTTP/1.1\r\n\r\n"],
] as const;
const RESPONSES = [
  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
  "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n",
  "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
  "HTTP/1.0 200 OK\r\n\r\nuntil the end",
  "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
  "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n",
  "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi",
  "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
  "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiMORE",
  "HTTP/1.1 413 Too Large\r\nConnection: close\r\n\r\n",
  "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n\x81\x00raw",
  "junk that is no HTTP",
  "",
  "HTTP/1.1 200 OK\r\nX-Ha",
  "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
  "ICY 200 OK\r\n\r\nmusic",
  "HTTP/1.1 200 OK\r\nX-Fold: a\r\n b\r\nX-Empty;\r\nX-Nul: a\0b\r\nContent-Length: 2\r\n\r\nhi",
  "HTTP/1.1 407 No\r\nProxy-Authenticate: x\r\nContent-Length: 2\r\n\r\nno",
];

function makeCase(random: () => number): Case {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const eol = random() < 0.15 ? "\n" : "\r\n";
  const before = random() < 0.1 ? "\r\n" : "";
  const [method, target, version] = [pick(METHODS), pick(TARGETS), pick(VERSIONS)];
  const fields = Array.from({ length: Math.floor(random() * 5) }, () => pick(FIELDS));
  const [framing, body] = pick(BODIES);
  const place = Math.floor(random() * (fields.length + 1));
  return {
    target,
    pieces: 1 + Math.floor(random() * 4),
    halfCloses: random() < 0.3,
    response: pick(RESPONSES),
    ending: pick(["end", "end", "stays", "reset"]),
    request: (written, proxyFields) => {
      const all = [...fields.slice(0, place), ...(framing === "" ? [] : [framing]), ...fields.slice(place)];
      const lines = [`${method} ${written} ${version}`, ...all].map((line) => `${line}${eol}`).join("");
      return `${before}${lines}${proxyFields}${eol}${body}`;
    },
  };
}

/** A server that notes what it receives, and responds to each case as specified after its whole request has arrived. */
async function startNotingServer(): Promise<{ port: number; run: (one: Case, size: number) => Promise<Seen> }> {
  let serve: (socket: Socket) => void = (socket) => void socket.destroy();
  const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket));
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const run = (one: Case, size: number): Promise<Seen> =>
    new Promise((resolve) => {
      serve = (socket) => {
        let bytes = "";
        let ending = "";
        let hasAnswered = false;
        socket.on("data", (chunk: Buffer) => {
          bytes += chunk.toString("latin1");
          if (bytes.length < size || hasAnswered) return;
          hasAnswered = true;
          if (one.ending === "end") socket.end(one.response, "latin1");
          else socket.write(one.response, "latin1", () => one.ending === "reset" && socket.resetAndDestroy());
        });
        socket.on("end", () => {
          ending ||= "end";
          socket.end();
        });
        socket.on("error", (error) => (ending ||= "code" in error ? String(error.code) : error.message));
        socket.on("close", () => resolve({ bytes, ending: one.ending === "reset" ? "" : ending }));
      };
    });
  return { port: portOf(server), run };
}

/** How a client reaches the recorder, if it does. */
interface Way {
  readonly port: number;
  /** Sent first, and responded to. @default nothing */
  readonly preamble?: string;
}

/** Sends a case, in pieces, and waits for the end of its connection; a client that got a response on a persistent connection closes it. */
async function send({ port, preamble = "" }: Way, request: string, one: Case): Promise<Seen> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
  let bytes = "";
  let ending = "";
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  if (preamble !== "") {
    socket.write(preamble);
    await once(socket, "readable");
    // The response of the recorder; no other is possible.
    socket.read();
  }
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.toString("latin1");
    if (one.ending === "stays" && bytes.length >= one.response.length) socket.end();
  });
  socket.on("error", (error) => (ending ||= "code" in error ? String(error.code) : error.message));
  socket.on("end", () => {
    ending ||= "end";
    socket.end();
  });
  const size = Math.ceil(request.length / one.pieces);
  for (let at = 0; at < request.length; at += size) {
    socket.write(request.slice(at, at + size), "latin1");
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  if (one.halfCloses || (one.ending === "stays" && one.response === "")) socket.end();
  await closed;
  return { bytes, ending };
}

const WAYS = {
  "a proxy": {
    options: () => ({}),
    preamble: () => "",
    ask: (one: Case, host: string) => one.request(`http://${host}${one.target}`, "Proxy-Connection: Keep-Alive\r\n"),
  },
  "a tunnel": {
    options: () => ({}),
    preamble: (host: string) => `CONNECT ${host} HTTP/1.1\r\n\r\n`,
    ask: (one: Case) => one.request(one.target, ""),
  },
  "a reverse listener": {
    options: (host: string) => ({ reverse: { url: `http://${host}`, keepsHost: true } }),
    preamble: () => "",
    ask: (one: Case) => one.request(one.target, ""),
  },
} as const;

test("data that is not a request goes to the server of a reverse listener unchanged", async () => {
  const server = await startNotingServer();
  const { proxy } = await startTestProxy({ reverse: { url: `http://127.0.0.1:${server.port}` } });
  for (const bytes of ["\xFFGET / HTTP/1.1\r\n\r\nmore", "\x16\x03\x01\0\x05hello", "\0\0\0\0\r\n\r\n"]) {
    const request = (): string => bytes;
    const one: Case = { request, target: "", pieces: 2, halfCloses: false, response: "\x15junk", ending: "end" };
    const seen = server.run(one, bytes.length);
    expect(await send({ port: proxy.port }, bytes, one)).toEqual({ bytes: "\x15junk", ending: "end" });
    expect(await seen).toEqual({ bytes, ending: "end" });
  }
  expect(proxy.bypasses.map(({ reason }) => reason)).toContain("not a readable request; passed on unchanged");
});

test.each(Object.entries(WAYS))(
  "200 odd requests and responses through %s are the same at both ends, with the recorder and without",
  async (_, { options, preamble, ask }) => {
    const server = await startNotingServer();
    const host = `127.0.0.1:${server.port}`;
    const { proxy } = await startTestProxy(options(host));
    const random = createRandom(16);
    for (let number = 0; number < 200; number += 1) {
      const one = makeCase(random);
      const direct = one.request(one.target, "");
      const withoutUs = server.run(one, direct.length);
      const clientWithoutUs = await send({ port: server.port }, direct, one);
      const expected = { number, direct, client: clientWithoutUs, server: await withoutUs };
      const withUs = server.run(one, direct.length);
      const clientWithUs = await send({ port: proxy.port, preamble: preamble(host) }, ask(one, host), one);
      expect({ number, direct, client: clientWithUs, server: await withUs }).toEqual(expected);
    }
  },
);
