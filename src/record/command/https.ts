import { rmSync } from "node:fs";

import { fileError } from "../../trace/files/file-error.ts";
import { makeTempFolder } from "../../trace/files/temp-folder.ts";
import { type Authority, openAuthority } from "../certificates/authority.ts";
import { type TrustFiles, writeTrustFiles } from "../certificates/trust-files.ts";
import type { Environment } from "./environment.ts";

/** The certificates and files for reading HTTPS in one recording. Released by `Symbol.dispose`, which removes the files. */
export interface Https extends Disposable {
  readonly authority: Authority;
  /** The files that make a program trust the CA. */
  readonly trust: TrustFiles;
}

export interface HttpsOptions {
  /** Directory of the user's CA. */
  readonly authorityFolder: string;
  /** PEM, of the authorities that the user's programs trust. */
  readonly roots: readonly string[];
  readonly env: Environment;
}

/** Opens the user's authority, and writes the files for one recording. Throws a `UserError` if it cannot be used. */
export async function openHttps({ authorityFolder, roots, env }: HttpsOptions): Promise<Https> {
  const authority = await openAuthority(authorityFolder);
  const folder = makeTempFolder("wirewalk-trust-");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const { certificate } = authority;
    const trust = await writeTrustFiles({ folder, authorityFolder, certificate, roots, env });
    return { authority, trust, [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw fileError(error, "write", folder);
  }
}
