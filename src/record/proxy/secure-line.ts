import { type SecureContext, type TLSSocket, connect as connectTls, createSecureContext } from "node:tls";

import { onlyKnown } from "../../json/only-known.ts";
import { dropOldest } from "../../sequence/drop-oldest.ts";
import type { ClientCertificate } from "../certificates/client-certificate.ts";
import { clientGone, toTlsError } from "./dial-error.ts";
import type { DialOptions } from "./dial.ts";
import type { Line, Secured } from "./line.ts";
import { orReject } from "./or-reject.ts";
import { formatAuthority, parseOrigin } from "./target.ts";
import { readTls } from "./tls-facts.ts";
import type { OfferedMeans } from "./tls-offer.ts";

/** TLS as a client offers it; the defaults are Node's. */
export interface TlsOffer {
  readonly serverName?: string | undefined;
  readonly protocols?: readonly string[] | undefined;
  readonly versions?: readonly number[];
  readonly means?: OfferedMeans | undefined;
}

/** An established connection need not be kept. */
export interface HandshakeOptions extends TlsOffer, Omit<DialOptions, "keep"> {}

/** Does the handshake with a server as a client would; does not reject its certificate. */
export type SecureLine = (line: Line, origin: string, offer: HandshakeOptions) => Promise<Secured>;

export interface SecureLineOptions {
  /** CA certificates to trust, PEM; none means those of Node. */
  readonly ca: readonly string[] | undefined;
  /** The client certificate for a server at `host:port` that requests one. */
  readonly clientCertificateFor: (host: string) => ClientCertificate | undefined;
}

export function createSecureLine({ ca, clientCertificateFor }: SecureLineOptions): SecureLine {
  const contextFor = createContexts(ca);
  return async (line, origin, offer) => {
    const started = offer.now();
    const context = contextFor(offer, clientCertificateFor(formatAuthority(parseOrigin(origin))));
    const socket = await shakeHands(line, { origin, offer, context });
    return { socket, facts: { ...line.facts, ssl: offer.now() - started, tls: readTls(socket) } };
  };
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
      // The host of the expected certificate, if no name is sent.
      host,
      ...onlyKnown({ servername: isName ? serverName : undefined, ALPNProtocols: protocols && [...protocols] }),
      // The client decides whether it is acceptable.
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

/** Clients offer what their library offers, so there are few different offers. */
const MOST_OFFERS = 100;

/** One context for all connections of a kind, because parsing 150 certificates takes milliseconds. Created when first needed. */
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
