import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";

import { authorityFilesOf } from "../certificates/authority-files.ts";
import { BUNDLE_VARIABLES } from "../certificates/trusted-roots.ts";
import type { Finding, Machine } from "./finding.ts";

/** Who trusts the authority beyond a recording: `record -- COMMAND` needs none of it, other shells do. */
export function checkTrust({ configFolder, env }: Machine): readonly Finding[] {
  const own = read(authorityFilesOf(configFolder).certificate);
  if (own === "") return [];
  const system = getCACertificates("system").some((one) => fingerprintOf(one) === fingerprintOf(own));
  const variables = BUNDLE_VARIABLES.filter((name) => read(env[name]).includes(own.trim()));
  const trusting = [...(system ? ["the system's store"] : []), ...variables];
  const text =
    trusting.length === 0
      ? "only recorded commands trust the authority; they are told to by variables"
      : `the authority is trusted by ${trusting.join(", ")}`;
  return [
    {
      subject: "trust",
      state: "ok",
      text,
      ...(trusting.length === 0 && { hint: "`wirewalk ca` says how others come to." }),
    },
  ];
}

function fingerprintOf(pem: string): string {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    // Systems hold certificates that OpenSSL does not read.
    return "";
  }
}

function read(file: string | undefined): string {
  try {
    return file === undefined ? "" : readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
