import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  type ClientHttp2Session,
  type ServerHttp2Stream,
  connect as connectHttp2,
  createServer as createHttp2,
} from "node:http2";
import { type AddressInfo, type Server, connect, createServer } from "node:net";

import { Agent, WebSocket } from "undici";

import type { Recorder } from "../../src/record/capture/recorder.ts";
import { startProxy } from "../../src/record/proxy/proxy.ts";

/** Traffic other than plain HTTP requests and responses, by the name of its trace. */
export const PROTOCOLS: Readonly<Record<string, (recorder: Recorder) => Promise<void>>> = {
  websocket: recordWebSocket,
  grpc: recordGrpc,
};

const PRICES = ['{"event":"price","book":"Walden","price":12.5}', '{"event":"price","book":"Walden","price":11.9}'];

/** A client that follows the price of a book. */
async function recordWebSocket(recorder: Recorder): Promise<void> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      const [, key] = /^sec-websocket-key: (.*)\r$/im.exec(bytes.toString("latin1")) ?? [];
      if (key !== undefined) socket.write(agree(key));
      else if (((bytes[0] ?? 0) & 0x0f) === 8) socket.end(frame(0x88, Buffer.of(3, 232)));
      else for (const said of ['{"event":"subscribed"}', ...PRICES]) socket.write(frame(0x81, Buffer.from(said)));
    });
  });
  const agent = new Agent();
  const dispatcher = agent.compose(recorder.interceptorFor({ client: "price-board", server: "prices" }));
  const socket = new WebSocket(`ws://127.0.0.1:${await listen(server)}/v1/stream`, { dispatcher });
  socket.addEventListener("open", () => {
    socket.send('{"action":"subscribe","book":"Walden","token":"eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.x"}');
  });
  socket.addEventListener("message", ({ data }) => {
    if (data === PRICES.at(-1)) socket.close(1000, "seen enough");
  });
  await new Promise((resolve) => {
    socket.addEventListener("close", resolve);
  });
  await agent.close();
  server.close();
}

/** RFC 6455, section 4.2.2. */
function agree(key: string): string {
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
}

function frame(first: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.of(first, payload.byteLength), payload]);
}

const HOST = "images.example";

/** A client that lists images, and requests one that does not exist. */
async function recordGrpc(recorder: Recorder): Promise<void> {
  const server = createHttp2();
  server.on("stream", answerGrpc);
  const port = await listen(server);
  const proxy = await startProxy({ recorder, client: "image-app" });
  const front = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    const open = async () => connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    proxy.lead(socket, { address: { host: "192.0.2.7", port: 80 }, name: HOST, open });
  });
  const outside = await listen(front);
  const session = connectHttp2(`http://${HOST}`, { createConnection: () => connect(outside, "127.0.0.1") });
  await call(session, "List", message(field(1, "project-a"), number(2, 10)));
  await call(session, "Get", message(field(1, "windows-3.1")));
  session.close();
  await once(session, "close");
  front.close();
  server.close();
  await proxy[Symbol.asyncDispose]();
}

async function call(session: ClientHttp2Session, method: string, body: Buffer): Promise<void> {
  const stream = session.request({
    ":method": "POST",
    ":path": `/image.v1.Images/${method}`,
    "content-type": "application/grpc",
    te: "trailers",
  });
  stream.resume().end(body);
  await once(stream, "close");
}

const TYPE = { ":status": 200, "content-type": "application/grpc" };

function answerGrpc(stream: ServerHttp2Stream, headers: { readonly [":path"]?: string }): void {
  stream.resume();
  stream.once("end", () => {
    if (headers[":path"]?.endsWith("/Get") === true) {
      const status = { ...TYPE, "grpc-status": "5", "grpc-message": "no image windows-3.1" };
      stream.respond(status, { endStream: true });
      return;
    }
    stream.respond(TYPE, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.write(message(field(1, "cirros"), number(2, 16_338_944), field(3, fieldsOf(field(1, "x86_64")))));
    stream.end(message(field(1, "debian-12"), number(2, 349_175_808), field(3, fieldsOf(field(1, "arm64")))));
  });
}

/** A message of gRPC: its head, and fields of Protocol Buffers. */
function message(...fields: readonly Buffer[]): Buffer {
  const body = fieldsOf(...fields);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.byteLength, 1);
  return Buffer.concat([head, body]);
}

function fieldsOf(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function field(place: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.of((place << 3) | 2, bytes.byteLength), bytes]);
}

function number(place: number, value: number): Buffer {
  const bytes = [place << 3];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

async function listen(server: Pick<Server, "listen" | "address"> & { once: Server["once"] }): Promise<number> {
  server.listen(0, "127.0.0.1");
  await new Promise<void>((resolve) => void server.once("listening", resolve));
  // A server that listens on TCP has an address of this kind.
  return (server.address() as AddressInfo).port;
}
