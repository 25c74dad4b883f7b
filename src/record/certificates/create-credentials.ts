import { generateKeyPairSync } from "node:crypto";

import { type Issuer, issueCertificate } from "./certificate.ts";

/** Certificate and key of a server, PEM: the options `cert` and `key` of `node:https`. */
export interface ServerCredentials {
  /** The server's certificate, then the CA's. */
  readonly cert: string;
  readonly key: string;
}

/** Certifies DNS names and IP addresses, all in one certificate. */
export type CredentialsFor = (hosts: readonly [string, ...string[]]) => ServerCredentials;

export interface Validity {
  /** PEM, of the authority. */
  readonly certificate: string;
  /** The end of the CA certificate's validity. */
  readonly expires: Date;
  readonly now: () => Date;
}

const HOUR = 3_600_000;

/** Apple refuses server certificates that are valid for more than 398 days. */
const SERVER_LIFE = 90 * 24 * HOUR;

/** All hosts share one key, which exists as long as this process, because a key takes longer to create than a certificate. */
export function createCredentials(issuer: Issuer, { certificate, expires, now }: Validity): CredentialsFor {
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = key.export({ type: "pkcs8", format: "pem" }).toString();
  return (hosts) => {
    const notBefore = new Date(now().getTime() - HOUR);
    const notAfter = new Date(Math.min(now().getTime() + SERVER_LIFE, expires.getTime()));
    const leaf = issueCertificate({ name: hosts[0], hosts, key, issuer, notBefore, notAfter });
    return { cert: leaf + certificate, key: pem };
  };
}
