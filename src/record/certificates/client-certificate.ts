import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";

import { UserError } from "../../errors.ts";

/** What a server gets that asks for a certificate of its client: PEM, or PKCS#12 with key and certificate in one. */
export type ClientCertificate = { readonly cert: string; readonly key: string } | { readonly pfx: Buffer };

/**
 * Reads a client certificate and its key.
 *
 * @param keyFile PEM; undefined where the key is in the file of the certificate
 * @throws UserError When a file cannot be read, or the two do not make a certificate with its key.
 */
export function readClientCertificate(certificateFile: string, keyFile: string | undefined): ClientCertificate {
  const content = readNamed(certificateFile);
  const isPem = content.includes("-----BEGIN ");
  const certificate = isPem
    ? { cert: content.toString(), key: (keyFile === undefined ? content : readNamed(keyFile)).toString() }
    : { pfx: content };
  try {
    createSecureContext(certificate);
  } catch (cause) {
    throw new UserError(`"${certificateFile}" is no client certificate with its key.`, {
      hint: "give the certificate to --client-cert and its key, without a passphrase, to --client-key; or one PKCS#12 file without a password.",
      cause,
    });
  }
  return certificate;
}

function readNamed(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new UserError(`Cannot read the file "${file}".`, { hint: "check --client-cert and --client-key.", cause });
  }
}
