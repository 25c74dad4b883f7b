import { type KeyObject, generateKeyPairSync } from "node:crypto";
import { type SecureContext, type SecureVersion, createSecureContext } from "node:tls";

import { onlyKnown } from "../../json/only-known.ts";
import { dropOldest } from "../../sequence/drop-oldest.ts";
import { type Issuer, issueCertificate } from "./certificate.ts";

/** The certificate of a server, and the verdict of OpenSSL. */
export interface MirroredServer {
  /** Fingerprint of its certificate, by which contexts are cached. */
  readonly fingerprint: string;
  readonly commonName: string;
  /** DNS names and IP addresses; none if it has no such extension. */
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Why it could not be verified: OpenSSL's name of the reason; undefined if it was verified. */
  readonly refused: string | undefined;
  readonly version: SecureVersion | undefined;
}

/** What a client accepts, if that is less than Node offers. */
export interface LimitedClient {
  /** Its ciphers, as OpenSSL names them. */
  readonly ciphers: string;
}

/**
 * Whether any client would judge a certificate of ours like the server's own: the fault is in its names, its dates, or its issuer. Clients
 * judge a weak key, or an expired or invalid CA in the chain, in different ways, and our certificate would not have these faults.
 */
export function canMirror({ refused, notBefore, notAfter }: MirroredServer, now: Date): boolean {
  if (refused === "CERT_HAS_EXPIRED") return notAfter < now;
  if (refused === "CERT_NOT_YET_VALID") return notBefore > now;
  return refused === undefined || isOfNames(refused) || isOfIssuer(refused);
}

function isOfNames(refused: string): boolean {
  return refused === "ERR_TLS_CERT_ALTNAME_INVALID";
}

function isOfDates(refused: string): boolean {
  return refused === "CERT_HAS_EXPIRED" || refused === "CERT_NOT_YET_VALID";
}

function isOfIssuer(refused: string): boolean {
  return /^(?:UNABLE_TO_|SELF_SIGNED_CERT_IN_CHAIN$|DEPTH_ZERO_SELF_SIGNED_CERT$)/.test(refused);
}

/** @param withoutEcdsa set for a client that accepts no P-256 key in a certificate: it gets an RSA key */
export type Mirror = (server: MirroredServer, withoutEcdsa?: LimitedClient) => SecureContext;

/** Maximum number of cached contexts. */
const MOST_CONTEXTS = 1000;

/**
 * Makes certificates that a client judges as it would judge the server's own: with the same names and dates; signed by our CA if the
 * server's was signed by a trusted one, and self-signed or signed by an unknown CA if the server's was, or if something else is wrong with it.
 */
export function createMirror(issuer: Issuer, authority: string): Mirror {
  const { privateKey: usualKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const contexts = new Map<string, SecureContext>();
  let rsaKey: KeyObject | undefined;
  let stranger: Stranger | undefined;
  return (server, withoutEcdsa) => {
    const id = `${server.fingerprint} ${server.refused} ${server.version} ${withoutEcdsa?.ciphers}`;
    const known = contexts.get(id);
    if (known !== undefined) return known;
    if (isUnknown(server.refused)) stranger ??= makeStranger();
    if (withoutEcdsa !== undefined) rsaKey ??= generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const key = (withoutEcdsa && rsaKey) ?? usualKey;
    const cert = issue(server, { key, issuer, authority, stranger });
    const { version } = server;
    const context = createSecureContext({
      cert,
      key: key.export({ type: "pkcs8", format: "pem" }).toString(),
      ...(withoutEcdsa === undefined ? {} : { ciphers: withoutEcdsa.ciphers, dhparam: "auto" }),
      ...onlyKnown({ minVersion: version, maxVersion: version }),
    });
    contexts.set(id, context);
    dropOldest(contexts, MOST_CONTEXTS);
    return context;
  };
}

/** An untrusted CA, created for the servers whose own CA is untrusted. */
interface Stranger extends Issuer {
  readonly certificate: string;
}

interface Means {
  readonly key: KeyObject;
  readonly issuer: Issuer;
  /** PEM. */
  readonly authority: string;
  readonly stranger: Stranger | undefined;
}

function issue(server: MirroredServer, { key, issuer, authority, stranger }: Means): string {
  const { commonName, names, notBefore, notAfter, refused } = server;
  const request = { name: commonName || names[0] || "server", key, notBefore, notAfter, hosts: names };
  if (refused === "DEPTH_ZERO_SELF_SIGNED_CERT") return issueCertificate(request);
  if (!isUnknown(refused) || stranger === undefined) return issueCertificate({ ...request, issuer }) + authority;
  const leaf = issueCertificate({ ...request, issuer: stranger });
  return refused === "SELF_SIGNED_CERT_IN_CHAIN" ? leaf + stranger.certificate : leaf;
}

/**
 * Certificates that our CA must not sign: a client that refused a certificate during the recording, for whatever reason, refuses it in a
 * replay too.
 */
function isUnknown(refused: string | undefined): boolean {
  return refused !== undefined && !isOfNames(refused) && !isOfDates(refused);
}

const DAY = 86_400_000;

function makeStranger(): Stranger {
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = "An authority unknown to wirewalk";
  const now = Date.now();
  const certificate = issueCertificate({
    name,
    key,
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + 365 * DAY),
  });
  return { name, key, certificate };
}
