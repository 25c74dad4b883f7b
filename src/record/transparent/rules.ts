/** Ports of the shim's listeners inside the namespace. */
export interface ShimPorts {
  readonly tcp: number;
  readonly dns: number;
}

/** Ports from which only the shim connects: the kernel gives none of them to a program that does not ask for one. */
export const OWN_PORTS = { first: 61_000, last: 65_535 } as const;

/**
 * What leads the connections of a namespace to the shim: every TCP connection but the shim's own, questions of DNS; and
 * HTTP/3 is refused, so that programs fall back to TCP. For `nft -f -`.
 */
export function writeRules({ tcp, dns }: ShimPorts): string {
  return `table inet wirewalk {
  chain lead {
    type nat hook output priority -100;
    tcp sport ${OWN_PORTS.first}-${OWN_PORTS.last} accept
    tcp dport 1-65535 redirect to :${tcp}
    udp dport 53 redirect to :${dns}
  }
  chain refuse {
    type filter hook output priority 0;
    udp dport 443 reject
  }
}
`;
}
