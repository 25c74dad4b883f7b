import { getCACertificates } from "node:tls";

import type { UserProxies } from "../proxy/upstream.ts";
import { readText } from "../trace/file.ts";
import type { Environment } from "./environment.ts";

/** The proxy that the user's programs go through without us; so does the recording proxy. */
export function readUserProxies(env: Environment): UserProxies {
  const all = env["all_proxy"] || env["ALL_PROXY"] || "";
  const any = isHttp(all) ? all : "";
  return {
    http: env["http_proxy"] || env["HTTP_PROXY"] || any,
    https: env["https_proxy"] || env["HTTPS_PROXY"] || any,
    none: env["no_proxy"] || env["NO_PROXY"] || "",
  };
}

/** Other kinds, such as socks5, are not for undici to speak. */
const isHttp = (url: string): boolean => /^https?:/i.test(url);

/**
 * The authorities that the user's programs trust without us: those of Node and of the system, those in files that the
 * variables of clients name, and the user's choice. PEM.
 *
 * @throws UserError When the file of the user's choice cannot be read.
 */
export async function readTrustedAuthorities(env: Environment, cacert: string | undefined): Promise<readonly string[]> {
  const named = new Set(TRUST_VARIABLES.flatMap((name) => env[name] || []));
  const fromVariables = await Promise.all(Array.from(named, readIfThere));
  return [
    ...new Set([...getCACertificates("default"), ...getCACertificates("system"), ...fromVariables.flat()]),
    ...(cacert === undefined ? [] : [await readText(cacert)]),
  ];
}

const TRUST_VARIABLES = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "OS_CACERT"];

/** A variable may name what is not there, or a folder; most clients do not mind. */
async function readIfThere(file: string): Promise<readonly string[]> {
  try {
    return [await readText(file)];
  } catch {
    return [];
  }
}
