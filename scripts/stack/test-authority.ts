import { type KeyObject, generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { issueCertificate } from "../../src/record/certificates/certificate.ts";

/** Files of a server's certificate that only clients that trust `authority` accept. */
export interface ServerCertificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const DAY = 86_400_000;
const HOST = "127.0.0.1";

/** Creates a CA for this stack, and a certificate for 127.0.0.1. */
export function createServerCertificate(folder: string): ServerCertificate {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const life = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 30 * DAY) };
  const issuer = { name: "Stack test CA", key: createKey() };
  const key = createKey();
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  return {
    authority: write("ca.pem", issueCertificate({ ...issuer, ...life })),
    certificate: write("server.pem", issueCertificate({ name: HOST, hosts: [HOST], key, issuer, ...life })),
    key: write("server-key.pem", key.export({ type: "pkcs8", format: "pem" }).toString()),
  };
}

function createKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}
