import { Agent } from "undici";

import type { Endpoint } from "./endpoint.ts";

type ConnectionOptions = Pick<Endpoint, "authorities" | "clientCertificate" | "isUnchecked" | "timeout">;

/** Connections to an endpoint of the user's: TLS is checked, and nothing is followed elsewhere. */
export function openConnections(options: ConnectionOptions): Agent {
  const { authorities, clientCertificate, isUnchecked, timeout } = options;
  return new Agent({
    connections: 2,
    connectTimeout: timeout,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    // A Collector that stops closes what is idle; a new connection costs less than a request that fails.
    keepAliveTimeout: 4000,
    connect: {
      rejectUnauthorized: !isUnchecked,
      ...(authorities.length > 0 && { ca: [...authorities] }),
      ...clientCertificate,
    },
  });
}
