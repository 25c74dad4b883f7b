import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { SecureContext, SecureVersion, TLSSocket } from "node:tls";

import { matchedText } from "../../sequence/matched-text.ts";
import type { ClientHello } from "../../wire/client-hello.ts";
import type { LimitedClient, MirroredServer } from "../certificates/mirror.ts";
import type { CertificateSource } from "./context.ts";
import { whyRefused } from "./tls-facts.ts";
import { takesEcdsa, toMeans } from "./tls-offer.ts";

/** The properties that a server showed in its handshake. */
export function describeServer(socket: TLSSocket): MirroredServer {
  const certificate: Partial<X509Certificate> = socket.getPeerX509Certificate() ?? {};
  const { fingerprint256 = "", subject = "", subjectAltName = "", validFrom = 0, validTo = 0 } = certificate;
  const version = socket.getProtocol();
  return {
    fingerprint: fingerprint256,
    commonName: matchedText(/^CN=(.*)$/m, subject, 1),
    names: namesOf(subjectAltName),
    notBefore: new Date(validFrom),
    notAfter: new Date(validTo),
    refused: whyRefused(socket),
    // Node knows no other.
    version: (version ?? undefined) as SecureVersion | undefined,
  };
}

/** `DNS:a.example, IP Address:127.0.0.1`, with quotes around what holds a comma. */
function namesOf(subjectAltName: string): readonly string[] {
  return Array.from(subjectAltName.matchAll(/(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g), ([, name = ""]) =>
    name.startsWith('"') ? String(JSON.parse(name)) : name,
  ).filter((name) => name !== "" && (isIP(name) !== 0 || /^[\x20-\x7E]+$/.test(name)));
}

/** A server about which only this is known: whether its client refused its certificate, and why. */
export function toServer(host: string, refused: string | undefined): MirroredServer {
  const [notBefore, notAfter] = refused === "CERT_HAS_EXPIRED" ? PAST : refused === "CERT_NOT_YET_VALID" ? FUTURE : NOW;
  const names = refused === "ERR_TLS_CERT_ALTNAME_INVALID" ? ["other.invalid"] : [host];
  return {
    fingerprint: `${host} ${refused ?? ""}`,
    commonName: names[0] ?? host,
    names,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    refused,
    version: undefined,
  };
}

const PAST = ["2001-01-01", "2002-01-01"] as const;
const NOW = ["2002-01-01", "2098-01-01"] as const;
const FUTURE = ["2098-01-01", "2099-01-01"] as const;

/** The key type that the client accepts, if it does not accept the usual one. */
export function limitOf(hello: ClientHello, isTls13: boolean): LimitedClient | undefined {
  const means = takesEcdsa(hello, isTls13) ? undefined : toMeans(hello);
  return means?.ciphers === undefined ? undefined : { ciphers: means.ciphers };
}

/** For a host whose own certificate does not matter. */
export async function contextFor(
  authority: CertificateSource,
  host: string,
  limit: LimitedClient | undefined,
): Promise<SecureContext> {
  return limit === undefined ? authority.contextFor(host) : authority.contextLike(toServer(host, undefined), limit);
}
