import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { hasCode, UserError } from "../../errors.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { isOpenToOthers } from "../../trace/files/is-open-to-others.ts";

/** The files of a CA. One file contains both key and certificate, so that the two always belong together. */
export interface AuthorityFiles {
  /** Private key and certificate, PEM; mode 0600. */
  readonly key: string;
  /** The certificate alone, for clients to trust. */
  readonly certificate: string;
}

export interface AuthorityPems {
  readonly certificate: string;
  readonly key: string;
}

export function authorityFilesOf(folder: string): AuthorityFiles {
  return { key: join(folder, "ca-key.pem"), certificate: join(folder, "ca.pem") };
}

/** The stored CA; undefined if there is none yet. */
export function readAuthorityFiles(files: AuthorityFiles): AuthorityPems | undefined {
  const text = readKeyFile(files.key);
  if (text === undefined) return undefined;
  return { certificate: blockOf(text, "CERTIFICATE"), key: blockOf(text, "PRIVATE KEY") };
}

/** Writes the certificate to the place where clients look for it, unless it is there already: a user may have removed it. */
export function publishCertificate({ certificate: file }: AuthorityFiles, certificate: string): void {
  if (holds(file, certificate)) return;
  try {
    writeFileSync(file, certificate);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** Stores a new CA; if another process was faster, returns the CA of that process. */
export function createAuthorityFiles(files: AuthorityFiles, create: () => AuthorityPems): AuthorityPems {
  const folder = dirname(files.key);
  const temporary = join(folder, `.ca-${randomUUID()}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw cannotWrite(files.key, error);
  }
  try {
    const { certificate, key } = create();
    writeFileSync(temporary, key + certificate, { mode: 0o600 });
    // Unlike a rename, a link does not replace a file that another process has written in the meantime.
    linkSync(temporary, files.key);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw cannotWrite(files.key, error);
  } finally {
    rmSync(temporary, { force: true });
  }
  const kept = readAuthorityFiles(files);
  if (kept === undefined) throw cannotWrite(files.key, undefined);
  return kept;
}

/** Removes the existing files; returns whether there were any. */
export function removeAuthorityFiles(files: AuthorityFiles): boolean {
  const present = [files.key, files.certificate].filter((file) => existsSync(file));
  for (const file of present) rmSync(file);
  return present.length > 0;
}

function readKeyFile(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    // ENOTDIR: a part of the path is a file.
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw new UserError(`Cannot read the CA's key "${file}".`, { cause: error });
  }
  if (isOpenToOthers(statSync(file).mode, 0o077)) {
    throw new UserError(`Other users can read the CA's key "${file}".`, {
      hint: `Anyone who has read the key can impersonate any server to clients that trust the CA. Run \`wirewalk ca renew\` or, if you are sure that no one has read it, \`chmod 600 ${file}\`.`,
    });
  }
  return text;
}

function holds(file: string, text: string): boolean {
  try {
    return readFileSync(file, "utf8") === text;
  } catch {
    return false;
  }
}

function blockOf(text: string, label: string): string {
  return matchedText(new RegExp(`-----BEGIN ${label}-----[^]*?-----END ${label}-----\n?`), text);
}

function cannotWrite(file: string, cause: unknown): UserError {
  return new UserError(`Cannot store the CA in "${file}".`, {
    hint: "Make the directory writable, or name another one with WIREWALK_CONFIG_DIR.",
    cause,
  });
}
