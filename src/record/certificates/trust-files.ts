import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { onlyKnown } from "../../json/only-known.ts";
import { type JavaTrustStore, openJavaTrustStore } from "./java-trust-store.ts";

/** Files that make a program trust one more CA than before. */
export interface TrustFiles {
  /** All CA certificates, PEM, for clients that replace their own list with a file. */
  readonly bundle: string;
  /** The first settings that wget reads: the user's own, and the bundle. There is no variable for its bundle. */
  readonly wgetrc: string;
  /** The same for Java; absent where there is no Java. */
  readonly javaTrustStore?: JavaTrustStore;
}

export interface TrustFilesOptions {
  /** Folder that exists; of this recording, and removed with it. */
  readonly folder: string;
  /** Folder of the CA, which caches files that take long to create. */
  readonly authorityFolder: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM, of the authorities trusted before. */
  readonly roots: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Writes them into a folder of this recording. */
export async function writeTrustFiles(options: TrustFilesOptions): Promise<TrustFiles> {
  const { folder, authorityFolder, certificate, roots, env } = options;
  const bundle = join(folder, "ca-bundle.pem");
  writeFileSync(bundle, roots.join("") + certificate);
  const wgetrc = join(folder, "wgetrc");
  writeFileSync(
    wgetrc,
    `${readIfThere(env["WGETRC"] || join(env["HOME"] ?? "", ".wgetrc"))}\nca_certificate = ${bundle}\n`,
  );
  const javaTrustStore = await openJavaTrustStore({ folder: authorityFolder, certificate, env });
  return { bundle, wgetrc, ...onlyKnown({ javaTrustStore }) };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
