import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";

import { reasonOf, UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { fileError } from "../../trace/files/file-error.ts";

/**
 * Files of a client certificate. The passphrase itself is never passed, because others can read command lines and
 * project files.
 */
export interface ClientCertificateFiles {
  /**
   * Servers for which it is used, in the form of NO_PROXY: `cloud.example:5000`. @default all servers without another
   * certificate
   */
  readonly host?: string;
  /** File of the certificate: PEM, or PKCS#12 with its key. */
  readonly cert: string;
  /** PEM file of the key. @default in the file of the certificate */
  readonly key?: string;
  /** Environment variable with the passphrase of the key. @default the key has none */
  readonly passphraseEnv?: string;
  /** File with the passphrase in its first line. @default the key has none */
  readonly passphraseFile?: string;
}

/** The client certificate that a server receives if it requests one: PEM, or PKCS#12 with key and certificate. */
export type ClientCertificate = ({ readonly cert: string; readonly key: string } | { readonly pfx: Buffer }) & {
  readonly passphrase?: string;
};

/**
 * Reads a client certificate and its key.
 *
 * @param env where a passphrase may be
 * @throws UserError if a file cannot be read, if there is no passphrase, or if it is not a certificate with its key
 */
export function readClientCertificate(
  files: ClientCertificateFiles,
  env: Readonly<Record<string, string | undefined>>,
): ClientCertificate {
  const content = readNamed(files.cert);
  const passphrase = readPassphrase(files, env);
  const isPem = content.includes("-----BEGIN ");
  const certificate = isPem
    ? { cert: content.toString(), key: (files.key === undefined ? content : readNamed(files.key)).toString() }
    : { pfx: content };
  const whole = { ...certificate, ...onlyKnown({ passphrase }) };
  try {
    createSecureContext(whole);
  } catch (cause) {
    throw new UserError(`"${files.cert}" is not a client certificate with its key.`, { hint: adviseOn(cause), cause });
  }
  return whole;
}

function readPassphrase(
  { passphraseEnv, passphraseFile }: ClientCertificateFiles,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (passphraseFile !== undefined) return readNamed(passphraseFile).toString().split(/\r?\n/, 1)[0];
  if (passphraseEnv === undefined) return undefined;
  const value = env[passphraseEnv];
  if (value !== undefined && value !== "") return value;
  throw new UserError(`The environment variable ${passphraseEnv} for the passphrase is not set.`, {
    hint: "Set it, or name a file with the passphrase.",
  });
}

/** OpenSSL's messages name no file and explain little. */
function adviseOn(cause: unknown): string {
  const reason = reasonOf(cause);
  if (/mac verify failure|bad decrypt|bad password read|interrupted or cancelled/i.test(reason)) {
    return "Its key has another passphrase: name the environment variable or the file with the right one.";
  }
  if (/unsupported/i.test(reason)) {
    return "OpenSSL 3 no longer reads its encryption: convert it with `openssl pkcs12 -legacy`.";
  }
  return "Name the certificate and its key (PEM), or one PKCS#12 file with both.";
}

function readNamed(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw fileError(cause, "read", file);
  }
}
