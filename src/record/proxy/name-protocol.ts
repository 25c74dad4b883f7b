/** What a client speaks whose first bytes are no request of HTTP, and how it is to be told of the proxy. */
export interface SpokenProtocol {
  /** `SOCKS5`, `TLS`, `no HTTP` */
  readonly name: string;
  /** What the program has in the proxy's URL in place of `http://`; "" where nobody can tell. */
  readonly scheme: string;
}

/** Tells it by the first bytes, which each of these begins with (RFC 1928, section 3; RFC 8446, section 5.1). */
export function nameProtocol(bytes: Uint8Array): SpokenProtocol {
  const [first, second] = bytes;
  if (first === 5) return { name: "SOCKS5", scheme: "socks5://" };
  if (first === 4) return { name: "SOCKS4", scheme: "socks4://" };
  if (first === TLS_HANDSHAKE && (second === undefined || second === 3)) return { name: "TLS", scheme: "https://" };
  return { name: "no HTTP", scheme: "" };
}

const TLS_HANDSHAKE = 22;

/** In words, for whoever set the proxy up: the program itself sees a connection that breaks. */
export function describeUnspoken({ name, scheme }: SpokenProtocol): string {
  if (scheme === "") return "the client did not send HTTP";
  return `the client uses ${name} with the proxy; the proxy's URL must begin with http://, not with ${scheme}`;
}
