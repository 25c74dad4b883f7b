import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";

import { UserError } from "../errors.ts";
import { authorityFilesOf, readAuthorityFiles } from "../record/certificates/authority-files.ts";
import type { Finding, Machine } from "./finding.ts";

const SUBJECT = "certificate authority";

/** Whether the user's authority is there and in order; it is not made here. */
export function checkAuthority({ configFolder, now }: Machine): readonly Finding[] {
  const files = authorityFilesOf(configFolder);
  if (!existsSync(files.key)) {
    return [{ subject: SUBJECT, state: "ok", text: "none yet; the first recording of HTTPS creates one" }];
  }
  try {
    const certificate = new X509Certificate(readAuthorityFiles(files)?.certificate ?? "");
    const { validTo, validToDate } = certificate;
    if (validToDate < now) return [failure(`expired on ${validTo}`)];
    return [{ subject: SUBJECT, state: "ok", text: `${files.certificate}, until ${validTo}` }];
  } catch (error) {
    if (error instanceof UserError) return [failure(error.message, error.hint)];
    return [failure(`${files.key} is damaged`)];
  }
}

function failure(text: string, hint = "Create a new one with `wirewalk ca renew`."): Finding {
  return { subject: SUBJECT, state: "failure", text, hint };
}
