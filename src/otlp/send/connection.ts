import { Agent } from "undici";

import { hasCodeLike } from "../../errors.ts";
import { onlyFilled } from "../../json/only-filled.ts";
import type { Endpoint } from "./endpoint.ts";

type ConnectionOptions = Pick<Endpoint, "authorities" | "clientCertificate" | "isUnchecked" | "timeout">;

/** Whether an error code means that the TLS handshake failed, which a retry cannot fix. */
export function isTlsError(error: unknown): boolean {
  return hasCodeLike(error, TLS);
}

const TLS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO)/;

/** Connections to an endpoint of the user's: TLS is checked, and nothing is followed elsewhere. */
export function openConnections(options: ConnectionOptions): Agent {
  const { authorities, clientCertificate, isUnchecked, timeout } = options;
  return new Agent({
    connections: 2,
    connectTimeout: timeout,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    // A Collector that stops closes idle connections; a new connection costs less than a failed request.
    keepAliveTimeout: 4000,
    connect: {
      rejectUnauthorized: !isUnchecked,
      ...onlyFilled({ ca: [...authorities] }),
      ...clientCertificate,
    },
  });
}
