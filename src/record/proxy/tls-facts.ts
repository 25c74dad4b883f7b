import type { DetailedPeerCertificate, TLSSocket } from "node:tls";

import { codeOf } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { Tls, TlsCertificate } from "../../trace/model/types.ts";

/** The fields of a handshake in the trace. */
export function readTls(socket: TLSSocket): Tls {
  const chain: TlsCertificate[] = [];
  const seen = new Set<string>();
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // A root is its own issuer.
  while (certificate?.fingerprint256 !== undefined && !seen.has(certificate.fingerprint256)) {
    seen.add(certificate.fingerprint256);
    chain.push({
      subject: toName(certificate.subject),
      issuer: toName(certificate.issuer),
      expires: toTime(certificate.valid_to),
    });
    certificate = certificate.issuerCertificate;
  }
  const refused = whyRefused(socket);
  return {
    version: socket.getProtocol() ?? "",
    cipher: socket.getCipher()?.standardName ?? "",
    chain,
    ...onlyKnown({ refused }),
  };
}

/** Why the server's certificate is not trusted, by OpenSSL's name; undefined if it is. */
export function whyRefused(socket: TLSSocket): string | undefined {
  if (socket.authorized) return undefined;
  const { authorizationError: error } = socket;
  // Node documents an Error and gives the code of one.
  return codeOf(error) ?? String(error);
}

function toName(name: Readonly<Record<string, string | string[] | undefined>> | undefined): string {
  return Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${[value].flat().join("+")}`)
    .join(", ");
}

function toTime(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
