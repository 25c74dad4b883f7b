import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";

import { UserError } from "../../errors.ts";
import { findAll } from "../../sequence/find-all.ts";

/** Variables by which users name a file of authorities that their clients trust; each client reads its own. */
export const BUNDLE_VARIABLES = [
  "SSL_CERT_FILE",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "NODE_EXTRA_CA_CERTS",
  "OS_CACERT",
  "AWS_CA_BUNDLE",
  "GIT_SSL_CAINFO",
  "PIP_CERT",
  "CARGO_HTTP_CAINFO",
  "DENO_CERT",
] as const;

export interface TrustedRootsOptions {
  /** The user's environment: files that it names are trusted as before. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Files that the user names for this run. */
  readonly files?: readonly string[];
  /** Files that settings of the user's programs name. @default none */
  readonly settings?: readonly string[] | undefined;
}

/**
 * The CA certificates that this user's programs trust, PEM, each once: those of the system, those of Node if the system has none, those of
 * the user's environment and settings, and those named for this run.
 *
 * @throws UserError if a file named for this run cannot be read, or has no certificate
 */
export function readTrustedRoots({ env, files = [], settings = [] }: TrustedRootsOptions): readonly string[] {
  const system = getCACertificates("system");
  const own = BUNDLE_VARIABLES.flatMap((name) => readBundle(env[name]));
  const set = settings.flatMap(readBundle);
  const named = files.flatMap(readNamedBundle);
  return [
    ...new Set([...(system.length > 0 ? system : getCACertificates("bundled")), ...own, ...set, ...named].map(tidy)),
  ];
}

/** A variable may name a missing file, which its program ignores, and so does wirewalk. */
function readBundle(file: string | undefined): readonly string[] {
  if (file === undefined || file === "") return [];
  try {
    return splitBundle(readFileSync(file, "utf8"));
  } catch {
    return [];
  }
}

function readNamedBundle(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`Cannot read the certificates "${file}".`, {
      hint: "Check the path and its permissions.",
      cause: error,
    });
  }
  const certificates = splitBundle(text);
  if (certificates.length > 0) return certificates;
  throw new UserError(`"${file}" contains no certificates.`, {
    hint: "Pass a file with PEM certificates to --cacert.",
  });
}

function splitBundle(text: string): readonly string[] {
  return findAll(text, /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
}

function tidy(pem: string): string {
  return `${pem.replaceAll("\r", "").trim()}\n`;
}
