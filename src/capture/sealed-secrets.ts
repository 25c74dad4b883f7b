import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

import type { LearnedSecret } from "../redact/vault.ts";

/**
 * What one recorder learned, for the one that merges the journals, and for nobody else: each secret is a line sealed
 * with a key that is in no file (docs/decisions/0004-register-route.md).
 */
export type SealKey = Buffer;

export const createSealKey = (): SealKey => randomBytes(32);

const CIPHER = "aes-256-gcm";
const IV = 12;
const TAG = 16;

export function sealSecret({ value, replacement, secretClass }: LearnedSecret, key: SealKey): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(CIPHER, key, iv);
  const sealed = cipher.update(JSON.stringify([value, replacement, secretClass]), "utf8");
  return `${Buffer.concat([iv, sealed, cipher.final(), cipher.getAuthTag()]).toString("base64")}\n`;
}

/** The secrets in a text of sealed lines; what was cut, or sealed with another key, is left out. */
export function openSecrets(text: string, key: SealKey): LearnedSecret[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [openSecret(Buffer.from(line, "base64"), key)];
    } catch {
      return [];
    }
  });
}

function openSecret(line: Buffer, key: SealKey): LearnedSecret {
  const decipher = createDecipheriv(CIPHER, key, line.subarray(0, IV), { authTagLength: TAG });
  decipher.setAuthTag(line.subarray(-TAG));
  const text = decipher.update(line.subarray(IV, -TAG), undefined, "utf8") + decipher.final("utf8");
  // Sealed by the function above: the tag proves it.
  const [value, replacement, secretClass] = JSON.parse(text) as [string, string, LearnedSecret["secretClass"]];
  return { value, replacement, secretClass };
}
