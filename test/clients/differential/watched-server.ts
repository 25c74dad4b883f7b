import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type Server as HttpServer, createServer as createHttpServer } from "node:http";
import { type Http2Server, createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { Duplex } from "node:stream";
import { type TLSSocket, createServer as createTlsServer } from "node:tls";

import type { ServerCertificate } from "../../../scripts/stack/test-authority.ts";
import { localhost } from "../../helpers/tls.ts";
import { answerGrpc } from "./answer-grpc.ts";
import { type Site, createAnswer } from "./answer.ts";
import { describeFrames } from "./http2-frames.ts";

export interface WatchedServer extends AsyncDisposable {
  readonly http: string;
  readonly https: string;
  /** A server for TLS 1.3, only for clients with the certificate of the tests. */
  readonly mutual: string;
  /** What arrived since the last call: a text for each connection; TLS is decrypted. */
  readonly takeConnections: () => readonly string[];
  /** Requests since the last call. */
  readonly takeCount: () => number;
}

/** A server for HTTP/1 and HTTP/2, with and without TLS, that keeps each byte it receives. */
export async function startWatchedServer(site: Site, certificate: ServerCertificate): Promise<WatchedServer> {
  let seen: Buffer[][] = [];
  let count = 0;
  const answer = createAnswer(site, () => (count += 1));
  const http1 = createHttpServer(answer).on("checkContinue", answer).on("checkExpectation", answer);
  http1.keepAliveTimeout = 60_000;
  const http2 = createHttp2Server().on("stream", (stream, headers) => {
    count += 1;
    answerGrpc(stream, headers);
  });
  const watch = (socket: Socket): ((chunk: Buffer) => void) => {
    const pieces: Buffer[] = [];
    seen.push(pieces);
    socket.on("error", () => {});
    return (chunk) => void pieces.push(chunk);
  };
  const servers = { http1, http2 };
  const plain = createServer((socket) => servePlain(socket, watch(socket), servers));
  const options = {
    cert: readFileSync(certificate.certificate),
    key: readFileSync(certificate.key),
    ALPNProtocols: ["h2", "http/1.1"],
  };
  const serveTls = (socket: TLSSocket): void => serveSecure(socket, watch(socket), servers);
  const secure = createTlsServer(options, serveTls);
  const demanding = createTlsServer(
    { ...options, ca: localhost.cert, requestCert: true, minVersion: "TLSv1.3" },
    serveTls,
  );
  const [http, https, mutual] = [await listen(plain), await listen(secure), await listen(demanding)];
  return {
    http: `http://127.0.0.1:${http}`,
    https: `https://127.0.0.1:${https}`,
    mutual: `https://127.0.0.1:${mutual}`,
    takeConnections: () => {
      const taken = seen.map((pieces) => describe(Buffer.concat(pieces))).toSorted();
      seen = [];
      return taken;
    },
    takeCount: () => {
      const taken = count;
      count = 0;
      return taken;
    },
    [Symbol.asyncDispose]: async () => {
      plain.close();
      secure.close();
      demanding.close();
      http1.closeAllConnections();
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address of this type.
  return (server.address() as AddressInfo).port;
}

interface Servers {
  readonly http1: HttpServer;
  readonly http2: Http2Server;
}

function servePlain(socket: Socket, keep: (chunk: Buffer) => void, servers: Servers): void {
  socket.once("data", (first: Buffer) => {
    socket.pause();
    socket.unshift(first);
    serve(socket, keep, { ...servers, isHttp2: first.toString("latin1", 0, 4) === "PRI " });
  });
}

function serveSecure(socket: TLSSocket, keep: (chunk: Buffer) => void, servers: Servers): void {
  serve(socket, keep, { ...servers, isHttp2: socket.alpnProtocol === "h2" });
}

function serve(
  socket: Socket,
  keep: (chunk: Buffer) => void,
  { http1, http2, isHttp2 }: Servers & { readonly isHttp2: boolean },
): void {
  if (isHttp2) http2.emit("connection", watched(socket, keep));
  else {
    http1.emit("connection", socket);
    // Added after the server's own listener, which passes the bytes around JavaScript as long as it is the only listener.
    socket.on("data", keep);
    socket.resume();
  }
}

/** `node:http2` reads bytes from the handle itself, except from a stream that is not a socket. */
function watched(socket: Socket, keep: (chunk: Buffer) => void): Duplex {
  const duplex = new Duplex({
    read: () => socket.resume(),
    write: (chunk: Buffer, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
  });
  socket.on("data", (chunk: Buffer) => {
    keep(chunk);
    if (!duplex.push(chunk)) socket.pause();
  });
  socket.on("end", () => duplex.push(null));
  socket.on("close", () => duplex.destroy());
  duplex.on("error", () => socket.destroy());
  return duplex;
}

function describe(bytes: Buffer): string {
  const text = bytes.toString("latin1");
  return text.startsWith("PRI * HTTP/2") ? describeFrames(bytes) : withoutChance(text);
}

/** Values that clients generate for each run. */
function withoutChance(text: string): string {
  const boundary = /boundary="?([^\s"]+)/.exec(text)?.[1];
  const fixed = boundary === undefined ? text : text.replaceAll(boundary, "BOUNDARY");
  return fixed.replaceAll(/^(npm-session|X-Date): .*$/gim, "$1: MADE-UP");
}
