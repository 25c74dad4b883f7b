import type { Socket } from "node:net";
import { type SecureContext, type TLSSocket, connect as connectTls, createSecureContext } from "node:tls";

import { onlyKnown } from "../../json/only-known.ts";
import { dropOldest } from "../../sequence/drop-oldest.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { basicOf } from "../../trace/basic-credentials.ts";
import type { ExchangeError } from "../../trace/model/types.ts";
import type { ClientCertificate } from "../certificates/client-certificate.ts";
import { DialError, clientGone, toTlsError } from "./dial-error.ts";
import { type ConnectionFacts, type DialOptions, dial } from "./dial.ts";
import { createLoopBound } from "./loop-bound.ts";
import { isExempt } from "./no-proxy.ts";
import { orReject } from "./or-reject.ts";
import { createOwnSockets } from "./own-sockets.ts";
import { type Authority, parseOrigin, withoutZone } from "./target.ts";
import { readTls, whyRefused } from "./tls-facts.ts";
import type { OfferedMeans } from "./tls-offer.ts";

/** How the proxy reaches servers. */
export interface UpstreamOptions {
  /** CA certificates to trust, PEM; none means those of Node. */
  readonly ca?: readonly string[];
  /** Hosts whose certificates are not checked. @default none */
  readonly isInsecure?: (host: string) => boolean;
  /** Where an origin is reached instead, such as a replay of it; no server itself is reached then. @default none is led elsewhere */
  readonly reroute?: (origin: string) => string;
  /** Whether an origin that is reached elsewhere is to speak HTTP/2 with clients that speak HTTP/1 too. @default none is */
  readonly speaksHttp2?: (origin: string) => boolean;
  /**
   * How the next connection to `host:port` should fail, in a replay: as one did when it was recorded, before it was established or in its
   * TLS handshake. @default none fails
   */
  readonly failureOf?: (place: string, step: "connect" | "tls") => ExchangeError | undefined;
  /** The user's own proxy, as HTTP_PROXY and its like name it. */
  readonly proxies?: UserProxies;
  /** The client certificate for a server at `host:port` that requests one. @default none */
  readonly clientCertificateFor?: (host: string) => ClientCertificate | undefined;
}

/** URLs as the user's environment has them; "" or absent if there is none. */
export interface UserProxies {
  readonly http?: string;
  readonly https?: string;
  /** Hosts to reach without the proxy, comma-separated. */
  readonly none?: string;
}

/** A connection to a server, or to the user's own proxy on the way there. */
export interface Line {
  readonly socket: Socket;
  /** Beneath TLS; else the same. */
  readonly raw: Socket;
  readonly facts: ConnectionFacts;
}

export interface Secured {
  readonly socket: TLSSocket;
  readonly facts: ConnectionFacts;
}

/** TLS as a client offers it; the defaults are Node's. */
export interface TlsOffer {
  readonly serverName?: string | undefined;
  readonly protocols?: readonly string[] | undefined;
  readonly versions?: readonly number[];
  readonly means?: OfferedMeans | undefined;
}

/** What is connected already needs no keeping. */
interface HandshakeOptions extends TlsOffer, Omit<DialOptions, "keep"> {}

export interface OpenOptions extends DialOptions {
  /** What the client speaks already. @default HTTP/1, which the user's own proxy may speak in the server's place */
  readonly speaks?: "h2";
  /** See `Target.zone`: only the server itself is reached by it. */
  readonly zone?: string;
}

export interface Upstream {
  /** For requests to an origin: with TLS of our own, and its check, where it is HTTPS. */
  readonly open: (origin: string, options: OpenOptions) => Promise<Line>;
  /** For a tunnel to a host, through the user's own proxy where there is one. */
  readonly openTunnel: (authority: Authority, options: DialOptions) => Promise<Line>;
  /** Does the handshake with a server as a client would; does not reject its certificate. */
  readonly secure: (line: Line, origin: string, offer: HandshakeOptions) => Promise<Secured>;
  /**
   * Set if requests to an origin go to the user's own proxy, which requires them in absolute form: the value of its Proxy-Authorization, ""
   * for none.
   */
  readonly proxyAuthorizationFor: (origin: string) => string | undefined;
  readonly isInsecure: (host: string) => boolean;
  /** Whether a connection that was accepted is one of those that were opened here. */
  readonly isOwn: (accepted: Socket) => boolean;
  readonly reroutes: boolean;
  readonly speaksHttp2: (origin: string) => boolean;
  readonly failureOf: (place: string, step: "connect" | "tls") => ExchangeError | undefined;
}

/** The user's own proxy refused a tunnel: what it said, to be passed on to the client, with what it says further. */
export class ProxyRefusal extends DialError {
  readonly line: Line;
  readonly reply: Buffer;

  constructor(message: string, { line, reply }: { line: Line; reply: Buffer }) {
    super("PROXY_REFUSED", message, { phase: "connect" });
    this.line = line;
    this.reply = reply;
  }
}

/** @param isOwn whether an origin is this listener itself: naming it as a proxy creates a loop */
export function createUpstream(options: UpstreamOptions, isOwn: (origin: string) => boolean = () => false): Upstream {
  const { proxies = {}, reroute, isInsecure = () => false, clientCertificateFor = () => undefined } = options;
  const contextFor = createContexts(options.ca);
  const loopBound = createLoopBound(MOST_TO_PROXY);
  const ownSockets = createOwnSockets();
  const reach = async (authority: Authority, dialOptions: DialOptions): Promise<Line> => {
    const { socket, facts } = await dial(authority, dialOptions);
    ownSockets.add(socket);
    return { socket, raw: socket, facts };
  };
  const proxyFor = (origin: string): URL | undefined => {
    const uri = origin.startsWith("https:") ? proxies.https : proxies.http;
    if (uri === undefined || uri === "" || isExempt(origin, proxies.none ?? "")) return undefined;
    const proxy = new URL(uri);
    return isOwn(proxy.origin) ? undefined : proxy;
  };
  const secure: Upstream["secure"] = async (line, origin, offer) => {
    const started = offer.now();
    const context = contextFor(offer, clientCertificateFor(formatAuthority(parseOrigin(origin))));
    const socket = await shakeHands(line, { origin, offer, context });
    return { socket, facts: { ...line.facts, ssl: offer.now() - started, tls: readTls(socket) } };
  };
  const refuseImpostor = (socket: TLSSocket, line: Line, { place, what }: { place: string; what: string }): void => {
    const refused = whyRefused(socket);
    if (refused === undefined || isInsecure(place)) return;
    line.raw.destroy();
    throw toTlsError(Object.assign(new Error(refused), { code: refused }), what + place);
  };
  const openProxy = async (proxy: URL, dialOptions: DialOptions): Promise<Line> => {
    loopBound.check(`the proxy ${proxy.host}`);
    const line = await reach(parseOrigin(proxy.origin), dialOptions);
    loopBound.add(line.raw);
    if (proxy.protocol !== "https:") return line;
    const offer = { ...dialOptions, serverName: proxy.hostname, protocols: ["http/1.1"] };
    const secured = await secure(line, proxy.origin, offer);
    // Its password goes to it, and no client judges its certificate.
    refuseImpostor(secured.socket, line, { place: formatAuthority(parseOrigin(proxy.origin)), what: "the proxy " });
    return { ...line, socket: secured.socket };
  };
  const openTunnel = async (authority: Authority, dialOptions: DialOptions): Promise<Line> => {
    const proxy = proxyFor(`https://${formatAuthority(authority)}`);
    if (proxy === undefined) return reach(authority, dialOptions);
    return askForTunnel(await openProxy(proxy, dialOptions), { authority, proxy, signal: dialOptions.signal });
  };
  return {
    reroutes: reroute !== undefined,
    speaksHttp2: options.speaksHttp2 ?? (() => false),
    failureOf: options.failureOf ?? (() => undefined),
    isInsecure,
    isOwn: ownSockets.has,
    openTunnel,
    secure,
    proxyAuthorizationFor: (origin) => {
      const proxy = origin.startsWith("http:") && reroute === undefined ? proxyFor(origin) : undefined;
      return proxy && basicOf(proxy);
    },
    open: async (origin, dialOptions) => {
      if (reroute !== undefined) return reach(parseOrigin(reroute(origin)), dialOptions);
      const proxy = proxyFor(origin);
      const authority = parseOrigin(origin);
      const isHttp2 = dialOptions.speaks === "h2";
      if (!origin.startsWith("https:")) {
        if (proxy !== undefined) return isHttp2 ? openTunnel(authority, dialOptions) : openProxy(proxy, dialOptions);
        const { zone } = dialOptions;
        return reach(zone === undefined ? authority : { ...authority, host: `${authority.host}%${zone}` }, dialOptions);
      }
      const line = await openTunnel(authority, dialOptions);
      const protocols = [isHttp2 ? "h2" : "http/1.1"];
      const { socket, facts } = await secure(line, origin, { ...dialOptions, serverName: authority.host, protocols });
      const place = formatAuthority(authority);
      refuseImpostor(socket, line, { place, what: "" });
      if (!isHttp2 || socket.alpnProtocol === "h2") return { ...line, socket, facts };
      line.raw.destroy();
      throw new DialError("NO_HTTP2", `${place} does not support HTTP/2`, { phase: "tls" });
    },
  };
}

/** No program waits for this many responses of one proxy at once. */
const MOST_TO_PROXY = 500;

export function formatAuthority({ host, port }: Authority): string {
  return `${host.includes(":") ? `[${withoutZone(host)}]` : host}:${port}`;
}

/** Longest response of a proxy to CONNECT. */
const LONGEST_REPLY = 65_536;

interface TunnelWish {
  readonly authority: Authority;
  readonly proxy: URL;
  readonly signal: AbortSignal;
}

/** Any response of the proxy except success is passed on to the client, with its body: the client may be able to handle it. */
async function askForTunnel(line: Line, { authority, proxy, signal }: TunnelWish): Promise<Line> {
  const place = formatAuthority(authority);
  const authorization = basicOf(proxy);
  const credentials = authorization === "" ? "" : `Proxy-Authorization: ${authorization}\r\n`;
  line.socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n${credentials}\r\n`);
  const reply = await readReply(line, proxy.host, signal);
  const end = reply.indexOf("\r\n\r\n") + 4;
  const [, status = ""] = matchParts(/^HTTP\/\S+[ \t]+(\d{3})/i, reply.toString("latin1", 0, 64));
  if (!status.startsWith("2")) {
    throw new ProxyRefusal(
      `the proxy ${proxy.host} responded to CONNECT ${place} with ${status || "something other than HTTP"}`,
      {
        line,
        reply,
      },
    );
  }
  if (reply.length > end) line.socket.unshift(reply.subarray(end));
  return line;
}

function readReply({ socket, raw }: Line, proxy: string, signal: AbortSignal): Promise<Buffer> {
  let reply: Buffer = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const safely = orReject((fault) => {
      reject(fault);
      raw.destroy();
    });
    const settle = (): void => {
      socket.pause();
      socket.removeListener("data", take).removeListener("end", fail).removeListener("close", fail);
      signal.removeEventListener("abort", leave);
    };
    const leave = safely(() => {
      settle();
      raw.destroy();
      reject(clientGone());
    });
    const fail = safely(() => {
      settle();
      raw.destroy();
      reject(
        new DialError("PROXY_CLOSED", `the proxy ${proxy} closed the connection without a response`, {
          phase: "connect",
        }),
      );
    });
    const take = safely((chunk: Buffer) => {
      reply = Buffer.concat([reply, chunk]);
      if (!reply.includes("\r\n\r\n") && reply.length < LONGEST_REPLY) return;
      settle();
      resolve(reply);
    });
    // Paused since its handshake, if it is TLS: a listener alone would not let it flow.
    socket.on("data", take).on("end", fail).on("close", fail).resume();
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
  });
}

interface Hand {
  readonly origin: string;
  readonly offer: HandshakeOptions;
  readonly context: SecureContext;
}

function shakeHands({ socket: below, raw }: Line, { origin, offer, context }: Hand): Promise<TLSSocket> {
  const { host, port } = parseOrigin(origin);
  const { serverName, protocols, signal } = offer;
  const isName = serverName !== undefined && !/^[\d.]+$|:/.test(serverName);
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      socket: below,
      secureContext: context,
      // Whose certificate it has to be, where no name is sent.
      host,
      ...onlyKnown({ servername: isName ? serverName : undefined, ALPNProtocols: protocols && [...protocols] }),
      // Whether it will do is the client's to say.
      rejectUnauthorized: false,
    });
    const safely = orReject((fault) => {
      reject(fault);
      socket.destroy();
      raw.destroy();
    });
    const settle = (): void => {
      socket.removeListener("error", fail).removeListener("close", close);
      signal.removeEventListener("abort", leave);
      socket.on("error", () => {});
    };
    const leave = safely(() => {
      settle();
      socket.destroy();
      raw.destroy();
      reject(clientGone());
    });
    const fail = safely((error: Error) => {
      settle();
      socket.destroy();
      below.destroy();
      reject(toTlsError(error, formatAuthority({ host, port })));
    });
    const close = safely(() => fail(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
    socket.once("error", fail).once("close", close);
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
    socket.once(
      "secureConnect",
      safely(() => {
        settle();
        socket.pause();
        resolve(socket);
      }),
    );
  });
}

const VERSIONS = { 0x0301: "TLSv1", 0x0302: "TLSv1.1", 0x0303: "TLSv1.2", 0x0304: "TLSv1.3" } as const;

function nameOfVersion(version: number): (typeof VERSIONS)[keyof typeof VERSIONS] | undefined {
  return version in VERSIONS ? VERSIONS[version as keyof typeof VERSIONS] : undefined;
}

type ContextFor = (offer: TlsOffer, client: ClientCertificate | undefined) => SecureContext;

/** Clients offer what their library does, so that there are few of them. */
const MOST_OFFERS = 100;

/** One context for all connections of a kind: to read 150 certificates takes milliseconds. Made when first needed. */
function createContexts(ca: readonly string[] | undefined): ContextFor {
  const byCertificate = new Map<ClientCertificate | undefined, Map<string, SecureContext>>();
  return ({ versions = [], means = {} }, client) => {
    const contexts = byCertificate.get(client) ?? new Map<string, SecureContext>();
    byCertificate.set(client, contexts);
    const known = versions.filter((version) => nameOfVersion(version) !== undefined);
    // Node ignores all of them next to `secureContext`, so they are in the context (docs/notes/proxy.md).
    const minVersion = nameOfVersion(known[0] ?? 0x0303);
    const maxVersion = nameOfVersion(known.at(-1) ?? 0x0304);
    const options = { ...means, minVersion, maxVersion };
    const key = JSON.stringify(options);
    const made =
      contexts.get(key) ?? createSecureContext({ ...onlyKnown({ ca: ca && [...ca] }), ...client, ...options });
    contexts.set(key, made);
    dropOldest(contexts, MOST_OFFERS);
    return made;
  };
}
