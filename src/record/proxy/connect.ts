import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";

import type { BypassList } from "./bypasses.ts";
import type { Connection } from "./connection.ts";
import { type GatewayAnswer, sendGatewayAnswer, toGatewayAnswer } from "./gateway-error.ts";
import { type Authority, parseAuthority, toOrigin } from "./target.ts";
import { openTunnel } from "./tunnel.ts";
import { createLastResponse, joinSockets } from "./upgrade.ts";

/** Makes certificates in the name of the hosts that clients ask for. */
export interface CertificateSource {
  readonly contextFor: (host: string) => Promise<SecureContext>;
}

/** What a CONNECT request needs of its proxy. */
export interface ConnectContext {
  /** Without one, TLS is passed on unread. */
  readonly authority: CertificateSource | undefined;
  readonly isPassedThrough: (host: string) => boolean;
  /** Whether servers can be reached at all; else nothing is passed on. */
  readonly isOnline: boolean;
  /** The user's own proxy for an origin, for what is passed on unread. */
  readonly proxyUriFor: (origin: string) => string | undefined;
  readonly bypasses: BypassList;
  /** Serves a connection whose requests are all for one origin. */
  readonly serve: (socket: Socket, origin: string, http2: boolean) => Connection;
}

/** Opens the tunnel that a client asks for, and reads what goes through it where it is HTTP. */
export async function answerConnect(
  request: IncomingMessage,
  { socket, head }: { readonly socket: Socket; readonly head: Buffer },
  context: ConnectContext,
): Promise<void> {
  const { url = "" } = request;
  socket.on("error", () => socket.destroy());
  const target = parseAuthority(url);
  if (target === undefined) {
    sendGatewayAnswer(createLastResponse(request, socket), NO_TARGET);
    return;
  }
  if (context.isPassedThrough(url)) {
    await passOn(target, { socket, opening: { request, head } }, { ...context, reason: "passed through, as asked" });
    return;
  }
  socket.write(ESTABLISHED);
  const first = head.length > 0 ? head : await readFirst(socket);
  if (first === undefined) return;
  socket.unshift(first);
  if (first[0] !== TLS_HANDSHAKE && looksLikeHttp(first)) context.serve(socket, toOrigin("http", target), false);
  else if (first[0] === TLS_HANDSHAKE && context.authority !== undefined) {
    await intercept(target, socket, { ...context, authority: context.authority });
  } else await passOn(target, { socket }, { ...context, reason: reasonFor(first) });
}

const NO_TARGET: GatewayAnswer = {
  status: 400,
  error: "http_request_error",
  text: "CONNECT wants a host and a port, such as cloud.example:443.",
};

const ESTABLISHED = "HTTP/1.1 200 Connection Established\r\n\r\n";

/** First byte of a TLS record that holds a ClientHello (RFC 8446, section 5.1). */
const TLS_HANDSHAKE = 0x16;

function looksLikeHttp(first: Buffer): boolean {
  return /^[A-Z]+ \S+ HTTP\/1|^[A-Z]{1,20}$/.test(first.toString("latin1", 0, 4096));
}

function reasonFor(first: Buffer): string {
  return first[0] === TLS_HANDSHAKE ? "TLS, and there is no certificate authority" : "not HTTP";
}

/** The first bytes of the client; undefined when it says nothing. */
async function readFirst(socket: Socket): Promise<Buffer | undefined> {
  try {
    const [first]: unknown[] = await once(socket, "data", { signal: closed(socket) });
    socket.pause();
    return first instanceof Buffer ? first : undefined;
  } catch {
    return undefined;
  }
}

function closed(socket: Socket): AbortSignal {
  const controller = new AbortController();
  socket.once("close", () => controller.abort());
  return controller.signal;
}

/** Talks TLS to the client in the server's name. */
async function intercept(
  target: Authority,
  socket: Socket,
  context: ConnectContext & { readonly authority: CertificateSource },
): Promise<void> {
  const { authority } = context;
  let http2 = false;
  const secure = new TLSSocket(socket, {
    isServer: true,
    secureContext: await authority.contextFor(target.host),
    SNICallback: (name, done) => void answerName(name, authority, done),
    ALPNCallback: ({ protocols }) => {
      http2 = protocols.includes("h2");
      return protocols.includes("http/1.1") ? "http/1.1" : undefined;
    },
  });
  let connection: Connection | undefined;
  let refusal: string | undefined;
  secure.on("error", (error) => {
    refusal ??= refusalOf(error);
    secure.destroy();
  });
  secure.once("secure", () => {
    connection = context.serve(secure, toOrigin("https", target), http2);
  });
  // The HTTP server lets a client end its half of the connection first; nobody serves this one yet.
  secure.once("end", () => {
    if (connection === undefined) secure.destroy();
  });
  // Some clients, Node among them, finish the handshake before they look at the certificate, and then just go.
  secure.once("close", () => {
    socket.destroy();
    if (connection?.isUsed !== true) context.bypasses.add(`${target.host}:${target.port}`, refusal ?? SILENT);
  });
}

type SniDone = (error: Error | null, context?: SecureContext) => void;

async function answerName(name: string, authority: CertificateSource, done: SniDone): Promise<void> {
  let context: SecureContext;
  try {
    context = await authority.contextFor(name);
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  done(null, context);
}

const SILENT = "the client asked nothing after the TLS handshake: it may not trust wirewalk's certificate";

/** TLS alerts by which clients say that they do not know our authority, or expect another certificate. */
function refusalOf(error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  if (/UNKNOWN_CA|CERTIFICATE|DECRYPT_ERROR/.test(code)) return "the client refused wirewalk's certificate";
  if (/APPLICATION_PROTOCOL/.test(code)) return "the client speaks only HTTP/2";
  return "the client ended the TLS handshake";
}

/** A CONNECT request that has had no answer yet. */
interface Opening {
  readonly request: IncomingMessage;
  readonly head: Buffer;
}

interface PassOn extends ConnectContext {
  readonly reason: string;
}

async function passOn(
  target: Authority,
  { socket, opening }: { readonly socket: Socket; readonly opening?: Opening },
  { bypasses, isOnline, proxyUriFor, reason }: PassOn,
): Promise<void> {
  bypasses.add(`${target.host}:${target.port}`, reason);
  if (!isOnline) {
    socket.destroy();
    return;
  }
  const origin = toOrigin("https", target);
  try {
    const server = await openTunnel(target, proxyUriFor(origin));
    // Where the client's first bytes have been read it has had its answer already.
    if (opening !== undefined) socket.write(ESTABLISHED);
    joinSockets(socket, server, opening?.head ?? Buffer.alloc(0));
  } catch (error) {
    if (opening === undefined) socket.destroy();
    else sendGatewayAnswer(createLastResponse(opening.request, socket), toGatewayAnswer(origin, error));
  }
}
