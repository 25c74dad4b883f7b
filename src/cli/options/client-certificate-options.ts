import { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { ClientCertificateFiles } from "../../record/certificates/client-certificate.ts";

const values = { type: "string", array: true, requiresArg: true } as const;

export const CLIENT_CERTIFICATE_OPTIONS = {
  "client-cert": {
    ...values,
    describe: "Client certificate, PEM or PKCS#12; HOST: only for that server (repeatable)",
  },
  "client-key": {
    ...values,
    describe: "Key of the client certificate, PEM [default: in the certificate's file]",
  },
  "client-passphrase-env": { ...values, describe: "Environment variable with the passphrase of the key" },
  "client-passphrase-file": { ...values, describe: "File with the passphrase in its first line" },
} as const;

/** The options that belong to a certificate. */
const PARTS = ["client-key", "client-passphrase-env", "client-passphrase-file"] as const;

export type ClientCertificateArguments = Readonly<
  Record<keyof typeof CLIENT_CERTIFICATE_OPTIONS, readonly string[] | undefined>
>;

/** Certificates, each with the options for the same host; undefined if there is none. */
export function toClientCertificates(args: ClientCertificateArguments): readonly ClientCertificateFiles[] | undefined {
  const { "client-cert": given = [] } = args;
  const certificates = given.map(splitHost);
  for (const option of PARTS) {
    const lost = args[option]?.map(splitHost).find(({ host }) => !certificates.some((one) => one.host === host));
    if (lost === undefined) continue;
    const whose = lost.host === undefined ? "" : ` of ${lost.host}`;
    throw new UserError(`--${option} has no matching certificate${whose}.`, {
      hint: "Add --client-cert with the same HOST= (or without HOST= in both).",
    });
  }
  if (certificates.length === 0) return undefined;
  return certificates.map(({ host, value: cert }) => {
    const find = (option: keyof ClientCertificateArguments): string | undefined =>
      args[option]?.map(splitHost).find((one) => one.host === host)?.value;
    const passphraseEnv = find("client-passphrase-env");
    const passphraseFile = find("client-passphrase-file");
    return Object.assign({ cert }, onlyKnown({ host, key: find("client-key"), passphraseEnv, passphraseFile }));
  });
}

/** A file with an equals sign in its name can be given with its folder: `./a=b.pem`. */
function splitHost(text: string): { readonly host: string | undefined; readonly value: string } {
  const equals = text.indexOf("=");
  const host = text.slice(0, Math.max(0, equals));
  return host === "" || /[/\\]/.test(host) ? { host: undefined, value: text } : { host, value: text.slice(equals + 1) };
}
