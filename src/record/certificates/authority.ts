import { X509Certificate, createPrivateKey, generateKeyPairSync } from "node:crypto";
import { type SecureContext, createSecureContext } from "node:tls";

import { UserError } from "../../errors.ts";
import { dropOldest } from "../../sequence/drop-oldest.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import {
  type AuthorityFiles,
  authorityFilesOf,
  createAuthorityFiles,
  publishCertificate,
  readAuthorityFiles,
  removeAuthorityFiles,
} from "./authority-files.ts";
import { type Issuer, issueCertificate } from "./certificate.ts";
import { type CredentialsFor, createCredentials } from "./create-credentials.ts";
import { type Mirror, createMirror } from "./mirror.ts";

/** A CA of this user and machine, which signs certificates for servers while a program is recorded. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  readonly certificateFile: string;
  readonly expires: Date;
  /** SHA-256 of the certificate: `AB:CD:…`. */
  readonly fingerprint: string;
  /** Returns a certificate and key for a DNS name or IP address, and caches them. */
  readonly contextFor: (host: string) => Promise<SecureContext>;
  /** Returns a certificate and key that a client judges as it would judge the server's own. */
  readonly contextLike: Mirror;
  /** Returns a new certificate for all of these DNS names and IP addresses, and its key. */
  readonly credentialsFor: CredentialsFor;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Long enough to be trusted once and forgotten; the key never leaves the machine. */
const AUTHORITY_LIFE = 5 * 365 * DAY;

/** Certificates remembered at a time. */
const MOST_CONTEXTS = 1000;

/**
 * Opens the CA in a directory, and creates it on first use, with mode 0600 for the key.
 *
 * @throws UserError if others can read the key, a file is damaged, or the certificate has expired
 */
export async function openAuthority(folder: string, now: () => Date = () => new Date()): Promise<Authority> {
  const files = authorityFilesOf(folder);
  const { certificate, key } = readAuthorityFiles(files) ?? createAuthorityFiles(files, () => createRoot(now()));
  const parsed = parseCertificate(certificate, files);
  publishCertificate(files, certificate);
  const expires = new Date(parsed.validTo);
  if (expires <= now()) {
    throw new UserError(`The CA certificate "${files.certificate}" expired on ${parsed.validTo}.`, {
      hint: "Run `wirewalk ca renew`; clients that trusted the old certificate must trust the new one.",
    });
  }
  const issuer = { name: commonNameOf(parsed), key: parseKey(key, parsed, files) };
  const credentialsFor = createCredentials(issuer, { certificate, expires, now });
  return {
    certificate,
    certificateFile: files.certificate,
    expires,
    fingerprint: parsed.fingerprint256,
    contextFor: createContexts(credentialsFor),
    contextLike: createMirror(issuer, certificate),
    credentialsFor,
  };
}

/** Replaces the stored key and certificate, whatever their state, with new ones. */
export async function renewAuthority(folder: string, now: () => Date = () => new Date()): Promise<Authority> {
  removeAuthority(folder);
  return openAuthority(folder, now);
}

/** Removes the CA from a folder; returns whether there was one. */
export function removeAuthority(folder: string): boolean {
  return removeAuthorityFiles(authorityFilesOf(folder));
}

function createRoot(now: Date): { readonly certificate: string; readonly key: string } {
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificate = issueCertificate({
    // Several may be trusted at a time: the day distinguishes them.
    name: `wirewalk CA ${now.toISOString().slice(0, 10)}`,
    key,
    notBefore: new Date(now.getTime() - HOUR),
    notAfter: new Date(now.getTime() + AUTHORITY_LIFE),
  });
  return { certificate, key: key.export({ type: "pkcs8", format: "pem" }).toString() };
}

function createContexts(credentialsFor: CredentialsFor): Authority["contextFor"] {
  const contexts = new Map<string, SecureContext>();
  return async (name) => {
    const host = name.toLowerCase();
    const context = contexts.get(host) ?? createSecureContext(credentialsFor([host]));
    // The most recently used one is removed last.
    contexts.delete(host);
    contexts.set(host, context);
    dropOldest(contexts, MOST_CONTEXTS);
    return context;
  };
}

function parseCertificate(pem: string, files: AuthorityFiles): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw damaged(files.key, error);
  }
}

function parseKey(pem: string, certificate: X509Certificate, files: AuthorityFiles): Issuer["key"] {
  try {
    const key = createPrivateKey(pem);
    if (certificate.checkPrivateKey(key)) return key;
  } catch (error) {
    throw damaged(files.key, error);
  }
  throw damaged(files.key, undefined);
}

function damaged(file: string, cause: unknown): UserError {
  return new UserError(`The CA's file "${file}" is damaged.`, {
    hint: "Run `wirewalk ca renew`; clients that trusted the old certificate must trust the new one.",
    cause,
  });
}

function commonNameOf({ subject }: X509Certificate): string {
  return matchedText(/^CN=(.*)$/m, subject, 1);
}
