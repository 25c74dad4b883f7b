import { type SecureContext, createSecureContext } from "node:tls";

import { Client, type Dispatcher, ProxyAgent, buildConnector } from "undici";

import { isExempt } from "./no-proxy.ts";

/** How the proxy reaches servers. */
export interface UpstreamOptions {
  /** Certificate authorities to trust, PEM; none means those of Node. */
  readonly ca?: readonly string[];
  /** Hosts whose certificates are not checked. @default none */
  readonly isInsecure?: (host: string) => boolean;
  /** Where an origin is reached instead, such as a replay of it; no server itself is reached then. @default none is led elsewhere */
  readonly reroute?: (origin: string) => string;
  /** The user's own proxy, as HTTP_PROXY and its like name it. */
  readonly proxies?: UserProxies;
  /** Longest wait for a connection, in milliseconds. @default 10000 */
  readonly connectTimeout?: number;
}

/** URLs as the user's environment has them; "" or absent where there is none. */
export interface UserProxies {
  readonly http?: string;
  readonly https?: string;
  /** Hosts to reach without the proxy, comma-separated. */
  readonly none?: string;
}

/** What one client connection asks for. */
export interface Hop {
  readonly origin: string;
  /** Whether the client speaks HTTP/2 itself; if it does not, neither do we in its name. */
  readonly http2: boolean;
}

export interface Upstream {
  /** A dispatcher of the caller's own, for one origin. The caller destroys it. */
  readonly open: (hop: Hop) => Dispatcher;
  /** Dispatches through the user's own proxy where there is one for such an origin. */
  readonly proxyFor: (origin: string) => Dispatcher | undefined;
  readonly proxyUriFor: (origin: string) => string | undefined;
  readonly close: () => Promise<void>;
}

/** Longest head of an answer, in bytes: whether it is too long is the client's to say. */
export const LONGEST_HEAD = 4 * 1024 * 1024;

const DEFAULT_CONNECT_TIMEOUT = 10_000;

/** The client waits as long as it likes; when it goes away the request is cancelled. */
const NO_TIMEOUTS = { headersTimeout: 0, bodyTimeout: 0 } as const;

export function createUpstream(options: UpstreamOptions): Upstream {
  const {
    proxies = {},
    reroute,
    isInsecure = () => false,
    connectTimeout: timeout = DEFAULT_CONNECT_TIMEOUT,
  } = options;
  const trust = createTrust(options.ca);
  const tlsOptions = (isChecked: boolean): buildConnector.BuildOptions => ({
    timeout,
    rejectUnauthorized: isChecked,
    ...(trust !== undefined && { secureContext: trust() }),
  });
  const connectors = new Map<string, ReturnType<typeof buildConnector>>();
  // Shared by all connections, so that TLS sessions are resumed.
  const connectorFor = (http2: boolean, isChecked: boolean): ReturnType<typeof buildConnector> => {
    const key = `${http2} ${isChecked}`;
    const known = connectors.get(key) ?? buildConnector({ allowH2: http2, ...tlsOptions(isChecked) });
    connectors.set(key, known);
    return known;
  };
  const proxyUriFor = (origin: string): string | undefined => {
    const uri = origin.startsWith("https:") ? proxies.https : proxies.http;
    return uri === undefined || uri === "" || isExempt(origin, proxies.none ?? "") ? undefined : uri;
  };
  const agents = new Map<string, ProxyAgent>();
  const openAgent = (uri: string): ProxyAgent => {
    const agent = new ProxyAgent({
      uri,
      requestTls: tlsOptions(true),
      allowH2: false,
      maxHeaderSize: LONGEST_HEAD,
      ...NO_TIMEOUTS,
    });
    agents.set(uri, agent);
    return agent;
  };
  return {
    open: ({ origin, http2 }) =>
      new Client(reroute === undefined ? origin : reroute(origin), {
        connect: connectorFor(http2, !isInsecure(new URL(origin).host)),
        allowH2: http2,
        maxHeaderSize: LONGEST_HEAD,
        ...NO_TIMEOUTS,
      }),
    proxyUriFor,
    proxyFor: (origin) => {
      const uri = proxyUriFor(origin);
      return uri === undefined ? undefined : (agents.get(uri) ?? openAgent(uri));
    },
    close: async () => {
      await Promise.all(Array.from(agents.values(), (agent) => agent.destroy()));
    },
  };
}

/** One context for all connections: to read 150 certificates takes milliseconds. Made when first needed. */
function createTrust(ca: readonly string[] | undefined): (() => SecureContext) | undefined {
  if (ca === undefined) return undefined;
  let context: SecureContext | undefined;
  return () => (context ??= createSecureContext({ ca: [...ca] }));
}
