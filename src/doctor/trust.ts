import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates } from "node:tls";

import { authorityFilesOf } from "../record/certificates/authority-files.ts";
import { findJavaHome } from "../record/certificates/java-trust-store.ts";
import type { Finding, Machine } from "./finding.ts";

/** Where a family of clients looks for CA certificates: the variables that replace or extend its list, and the list. */
interface Family {
  readonly name: string;
  readonly variables: readonly string[];
  readonly list: "system" | "java" | "its own";
}

const FAMILIES: readonly Family[] = [
  { name: "curl", variables: ["CURL_CA_BUNDLE", "SSL_CERT_FILE"], list: "system" },
  { name: "wget", variables: [], list: "system" },
  { name: "git", variables: ["GIT_SSL_CAINFO"], list: "system" },
  { name: "Python ssl, urllib", variables: ["SSL_CERT_FILE"], list: "system" },
  { name: "python-requests", variables: ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"], list: "its own" },
  { name: "openstack", variables: ["OS_CACERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"], list: "its own" },
  { name: "Node", variables: ["NODE_EXTRA_CA_CERTS"], list: "its own" },
  { name: "Go", variables: ["SSL_CERT_FILE"], list: "system" },
  { name: "Java", variables: [], list: "java" },
];

/** Which clients trust the CA outside a recording: `record -- COMMAND` needs none of it, other shells do. */
export function checkTrust({ configFolder, env }: Machine): readonly Finding[] {
  const own = read(authorityFilesOf(configFolder).certificate).toString();
  if (own === "") return [];
  const lists = {
    system: getCACertificates("system").some((one) => fingerprintOf(one) === fingerprintOf(own)),
    java: isInJavaStore(own, env),
    "its own": false,
  };
  const isTold = (name: string): boolean => read(env[name]).includes(own.trim());
  const trusting = FAMILIES.filter(({ variables, list }) => variables.some(isTold) || lists[list]);
  const names = trusting.map(({ name }) => name).join("; ");
  if (trusting.length === FAMILIES.length) return [{ subject: "trust", state: "ok", text: `trusted by ${names}` }];
  const others = FAMILIES.filter((family) => !trusting.includes(family)).map(({ name }) => name);
  return [
    {
      subject: "trust",
      state: "ok",
      text: `outside recordings, ${names === "" ? "no client trusts it" : `trusted by ${names}; not by ${others.join("; ")}`}`,
      hint: "`record -- COMMAND` needs no setup. To trust it elsewhere, run `wirewalk ca`.",
    },
  ];
}

/** Java's store is not encrypted if it contains only public certificates, so the bytes of a certificate are visible. */
function isInJavaStore(pem: string, env: Machine["env"]): boolean {
  const home = findJavaHome(env);
  return home !== undefined && read(join(home, "lib/security/cacerts")).includes(new X509Certificate(pem).raw);
}

function fingerprintOf(pem: string): string {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    // Systems hold certificates that OpenSSL does not read.
    return "";
  }
}

function read(file: string | undefined): Buffer {
  try {
    return file === undefined ? Buffer.alloc(0) : readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
