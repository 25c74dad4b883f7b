import { isIPv6 } from "node:net";

import type { Endpoint } from "./socket-table.ts";

/** Ports of the shim's listeners inside the namespace. */
export interface ShimPorts {
  readonly tcp: number;
  readonly dns: number;
}

/** Ports from which only the shim connects: the kernel assigns none of them to a program that does not request one. */
export const OWN_PORTS = { first: 61_000, last: 65_535 } as const;

/**
 * The rules that redirect the connections of a namespace to the shim: every TCP connection except the shim's own, and DNS queries; HTTP/3
 * is refused, so that programs fall back to TCP. For `nft -f -`.
 *
 * @param refused destinations that are refused at once, as if nothing listened there
 */
export function writeRules({ tcp, dns }: ShimPorts, refused: readonly Endpoint[] = []): string {
  return `table inet wirewalk {
  chain lead {
    type nat hook output priority -100;
    tcp sport ${OWN_PORTS.first}-${OWN_PORTS.last} accept
${refused.map(writeRefused).join("")}    tcp dport 1-65535 redirect to :${tcp}
    udp dport 53 redirect to :${dns}
  }
  chain refuse {
    type filter hook output priority 0;
    udp dport 443 reject
  }
}
`;
}

/** An address without a server: every one is on this machine, so the kernel itself refuses. */
function writeRefused({ host, port }: Endpoint): string {
  return `    ${isIPv6(host) ? "ip6" : "ip"} daddr ${host} tcp dport ${port} accept\n`;
}
