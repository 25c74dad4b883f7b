import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

import { basicOf } from "../../trace/basic-credentials.ts";
import type { ExchangeError } from "../../trace/model/types.ts";
import type { ClientCertificate } from "../certificates/client-certificate.ts";
import { askForTunnel } from "./ask-for-tunnel.ts";
import { DialError, toTlsError } from "./dial-error.ts";
import { type DialOptions, dial } from "./dial.ts";
import type { Line } from "./line.ts";
import { createLoopBound } from "./loop-bound.ts";
import { isExempt } from "./no-proxy.ts";
import { createOwnSockets } from "./own-sockets.ts";
import { type SecureLine, createSecureLine } from "./secure-line.ts";
import { type Authority, formatAuthority, parseOrigin } from "./target.ts";
import { whyRefused } from "./tls-facts.ts";

/** The connections of the proxy to servers. */
export interface UpstreamOptions {
  /** CA certificates to trust, PEM; none means those of Node. */
  readonly ca?: readonly string[];
  /** Hosts whose certificates are not checked. @default none */
  readonly isInsecure?: (host: string) => boolean;
  /**
   * The address that replaces an origin, such as the address of its replay; the server itself is then not contacted.
   * @default no replacement
   */
  readonly reroute?: (origin: string) => string;
  /** Whether a replaced origin uses HTTP/2 with clients that support HTTP/1 too. @default false for all */
  readonly speaksHttp2?: (origin: string) => boolean;
  /**
   * In a replay, the failure of the next connection to `host:port`: like the recorded one, before it was established or in its TLS
   * handshake. @default no failure
   */
  readonly failureOf?: (place: string, step: "connect" | "tls") => ExchangeError | undefined;
  /** The user's own proxy, as in HTTP_PROXY and similar variables. */
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

export interface OpenOptions extends DialOptions {
  /** The client's protocol. @default HTTP/1, with which the user's own proxy may respond instead of the server */
  readonly speaks?: "h2";
  /** See `Target.zone`: used only for connections to the server itself. */
  readonly zone?: string;
}

export interface Upstream {
  /** For requests to an origin: with our own TLS and verification if it is HTTPS. */
  readonly open: (origin: string, options: OpenOptions) => Promise<Line>;
  /** For a tunnel to a host, through the user's own proxy if there is one. */
  readonly openTunnel: (authority: Authority, options: DialOptions) => Promise<Line>;
  readonly secure: SecureLine;
  /**
   * Set if requests to an origin go to the user's own proxy, which requires them in absolute form: the value of its Proxy-Authorization, ""
   * for none.
   */
  readonly proxyAuthorizationFor: (origin: string) => string | undefined;
  readonly isInsecure: (host: string) => boolean;
  /** Whether an accepted connection was opened by this proxy. */
  readonly isOwn: (accepted: Socket) => boolean;
  readonly reroutes: boolean;
  readonly speaksHttp2: (origin: string) => boolean;
  readonly failureOf: (place: string, step: "connect" | "tls") => ExchangeError | undefined;
}

/** @param isOwn whether an origin is this listener itself: naming it as a proxy creates a loop */
export function createUpstream(options: UpstreamOptions, isOwn: (origin: string) => boolean = () => false): Upstream {
  const { reroute, isInsecure = () => false, clientCertificateFor = () => undefined } = options;
  const secure = createSecureLine({ ca: options.ca, clientCertificateFor });
  const ownSockets = createOwnSockets();
  const reach = async (authority: Authority, dialOptions: DialOptions): Promise<Line> => {
    const { socket, facts } = await dial(authority, dialOptions);
    ownSockets.add(socket);
    return { socket, raw: socket, facts };
  };
  const refuseImpostor: RefuseImpostor = (socket, line, { place, what }) => {
    const refused = whyRefused(socket);
    if (refused === undefined || isInsecure(place)) return;
    line.raw.destroy();
    throw toTlsError(Object.assign(new Error(refused), { code: refused }), what + place);
  };
  const { proxyFor, openProxy } = createUserProxy(options.proxies, { isOwn, reach, secure, refuseImpostor });
  const openTunnel = async (authority: Authority, dialOptions: DialOptions): Promise<Line> => {
    const proxy = proxyFor(`https://${formatAuthority(authority)}`);
    if (proxy === undefined) return reach(authority, dialOptions);
    return askForTunnel(await openProxy(proxy, dialOptions), { authority, proxy, signal: dialOptions.signal });
  };
  const openPlain = (origin: string, { zone, ...dialOptions }: OpenOptions): Promise<Line> => {
    const proxy = proxyFor(origin);
    const authority = parseOrigin(origin);
    if (proxy !== undefined && dialOptions.speaks === "h2") return openTunnel(authority, dialOptions);
    if (proxy !== undefined) return openProxy(proxy, dialOptions);
    return reach(zone === undefined ? authority : { ...authority, host: `${authority.host}%${zone}` }, dialOptions);
  };
  const openSecure = async (origin: string, dialOptions: OpenOptions): Promise<Line> => {
    const authority = parseOrigin(origin);
    const isHttp2 = dialOptions.speaks === "h2";
    const line = await openTunnel(authority, dialOptions);
    const protocols = [isHttp2 ? "h2" : "http/1.1"];
    const { socket, facts } = await secure(line, origin, { ...dialOptions, serverName: authority.host, protocols });
    const place = formatAuthority(authority);
    refuseImpostor(socket, line, { place, what: "" });
    if (!isHttp2 || socket.alpnProtocol === "h2") return { ...line, socket, facts };
    line.raw.destroy();
    throw new DialError("NO_HTTP2", `${place} does not support HTTP/2`, { phase: "tls" });
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
      return origin.startsWith("https:") ? openSecure(origin, dialOptions) : openPlain(origin, dialOptions);
    },
  };
}

type RefuseImpostor = (socket: TLSSocket, line: Line, named: { readonly place: string; readonly what: string }) => void;

interface Ways {
  readonly isOwn: (origin: string) => boolean;
  readonly reach: (authority: Authority, dialOptions: DialOptions) => Promise<Line>;
  readonly secure: SecureLine;
  readonly refuseImpostor: RefuseImpostor;
}

interface UserProxy {
  /** The proxy for an origin; undefined if it is reached without. */
  readonly proxyFor: (origin: string) => URL | undefined;
  readonly openProxy: (proxy: URL, dialOptions: DialOptions) => Promise<Line>;
}

/** The user's own proxy: for which origins there is one, and the way to it. */
function createUserProxy(proxies: UserProxies = {}, { isOwn, reach, secure, refuseImpostor }: Ways): UserProxy {
  const loopBound = createLoopBound(MOST_TO_PROXY);
  return {
    proxyFor: (origin) => {
      const { http, https, none = "" } = proxies;
      const uri = origin.startsWith("https:") ? https : http;
      if (uri === undefined || uri === "" || isExempt(origin, none)) return undefined;
      const proxy = new URL(uri);
      return isOwn(proxy.origin) ? undefined : proxy;
    },
    openProxy: async (proxy, dialOptions) => {
      await loopBound.admit({ place: `the proxy ${proxy.host}`, signal: dialOptions.signal });
      const line = await reach(parseOrigin(proxy.origin), dialOptions);
      loopBound.add(line.raw);
      if (proxy.protocol !== "https:") return line;
      const offer = { ...dialOptions, serverName: proxy.hostname, protocols: ["http/1.1"] };
      const secured = await secure(line, proxy.origin, offer);
      // It receives its password, and no client verifies its certificate.
      refuseImpostor(secured.socket, line, { place: formatAuthority(parseOrigin(proxy.origin)), what: "the proxy " });
      return { ...line, socket: secured.socket };
    },
  };
}

/** Few programs wait for this many responses of one proxy at once. */
const MOST_TO_PROXY = 500;
