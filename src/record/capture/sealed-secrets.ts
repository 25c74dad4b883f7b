import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

import type { Redactor } from "../../redact/redactor.ts";
import type { LearnedSecret } from "../../redact/vault/alias-book.ts";
import { findKey, keepKey } from "../../trace/journal/key-file.ts";
import { appendSealed, readSealed } from "../../trace/journal/sealed-lines.ts";

/**
 * What one recorder learned, readable only for the process that makes a trace of its journal: each secret is a line, sealed with a key that
 * is never on a disk (docs/decisions/0003-register-route.md).
 */
export type SealKey = Buffer;

export const createSealKey = (): SealKey => randomBytes(32);

/** The journal of one of several recorders, with the secrets that it learned. */
export interface JournalSource {
  readonly file: string;
  readonly learned: readonly LearnedSecret[];
}

export interface SealOptions {
  readonly journal: string;
  /** @default one that is kept for the journal; where there is no place for it, nothing is sealed */
  readonly key: SealKey | undefined;
  readonly onError: (error: unknown) => void;
  /** Whether new secrets are sealed elsewhere. @default never */
  readonly isSealedElsewhere?: () => boolean;
}

export interface Seal {
  /** Undefined if nothing is sealed. */
  readonly key: SealKey | undefined;
  /** Continues next to another journal of the same recorder. */
  readonly moveTo: (journal: string) => void;
}

/** Seals what a redactor has learned and will learn, next to a journal. */
export function sealLearned(
  redactor: Redactor,
  { journal, key = keepNewKey(journal), onError, isSealedElsewhere = () => false }: SealOptions,
): Seal {
  if (key === undefined) return { key, moveTo: () => {} };
  let current = journal;
  const attempt = (seal: () => void): void => {
    try {
      seal();
    } catch (error) {
      onError(error);
    }
  };
  redactor.follow((secret) => {
    if (!isSealedElsewhere()) attempt(() => appendSealed(current, sealSecret(secret, key)));
  });
  return {
    key,
    moveTo: (next) => {
      const sealed = readSealed(current);
      current = next;
      keepKey(next, key);
      attempt(() => {
        if (sealed !== "") appendSealed(next, sealed);
      });
    },
  };
}

function keepNewKey(journal: string): SealKey | undefined {
  const key = createSealKey();
  return keepKey(journal, key) ? key : undefined;
}

const CIPHER = "aes-256-gcm";
const IV = 12;
const TAG = 16;

function sealSecret({ value, replacement, secretClass }: LearnedSecret, key: SealKey): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(CIPHER, key, iv);
  const text = JSON.stringify([value, replacement, secretClass]);
  // Padded, so that the length of a password is not visible.
  const sealed = cipher.update(text.padEnd(Math.ceil(text.length / 256) * 256), "utf8");
  return `${Buffer.concat([iv, sealed, cipher.final(), cipher.getAuthTag()]).toString("base64")}\n`;
}

/**
 * What the recorder of a journal learned; nothing if the key is lost. Omits what was truncated, or sealed with another key.
 *
 * @param key @default the one that was kept for the journal
 */
export function openSecrets(journal: string, key: SealKey | undefined = findKey(journal)): LearnedSecret[] {
  if (key === undefined) return [];
  return readSealed(journal)
    .split("\n")
    .flatMap((line) => {
      try {
        return line === "" ? [] : [openSecret(Buffer.from(line, "base64"), key)];
      } catch {
        return [];
      }
    });
}

/** The remark on a trace made of journals, if the secrets of some of their recorders could not be opened. */
export function noteUnopened(sources: readonly JournalSource[]): readonly string[] {
  const missing = sources.map(({ file, learned }) => readSealed(file).split("\n").length - 1 - learned.length);
  const unopened = missing.reduce((sum, count) => sum + count, 0);
  return unopened > 0
    ? [
        `the key for ${unopened} of the secrets is lost: secrets detected late may be unmasked, so review the trace before you share it`,
      ]
    : [];
}

function openSecret(line: Buffer, key: SealKey): LearnedSecret {
  const decipher = createDecipheriv(CIPHER, key, line.subarray(0, IV), { authTagLength: TAG });
  decipher.setAuthTag(line.subarray(-TAG));
  const text = decipher.update(line.subarray(IV, -TAG), undefined, "utf8") + decipher.final("utf8");
  // Sealed by the function above: the tag proves it.
  const [value, replacement, secretClass] = JSON.parse(text) as [string, string, LearnedSecret["secretClass"]];
  return { value, replacement, secretClass };
}
