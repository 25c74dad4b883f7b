/** The protocol of a client whose first bytes are not an HTTP request, and how it can be configured for the proxy. */
export interface SpokenProtocol {
  /** `SOCKS5`, `TLS`, `no HTTP` */
  readonly name: string;
  /** The scheme that the program uses in the proxy's URL instead of `http://`; "" if unknown. */
  readonly scheme: string;
}

/** Recognizes it by its first bytes (RFC 1928, section 3; RFC 8446, section 5.1). */
export function nameProtocol(bytes: Uint8Array): SpokenProtocol {
  const [first, second] = bytes;
  if (first === 5) return { name: "SOCKS5", scheme: "socks5://" };
  if (first === 4) return { name: "SOCKS4", scheme: "socks4://" };
  if (first === TLS_HANDSHAKE && (second === undefined || second === 3)) return { name: "TLS", scheme: "https://" };
  return { name: "no HTTP", scheme: "" };
}

const TLS_HANDSHAKE = 22;

/** In words, for the person who set up the proxy: the program itself sees only a broken connection. */
export function describeUnspoken({ name, scheme }: SpokenProtocol): string {
  if (scheme === "") return "the client did not send HTTP";
  return `the client uses ${name} with the proxy; the proxy's URL must begin with http://, not with ${scheme}`;
}
