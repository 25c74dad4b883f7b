import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

import { readJson } from "../../json/read-json.ts";
import { KEYED_NAMES } from "../../trace/alias.ts";
import type { LearnedSecret } from "../vault/alias-book.ts";
import { KEY_PREFIX } from "./is-key-text.ts";

/**
 * The key that all recorders of a session have. It names secrets alike on every host, seals what one host learned for the others, and signs
 * what a recorder saw. The key itself is only in here: nothing printed or written of this reveals it.
 */
export interface SessionKey {
  /** Identifies the session without revealing the key. */
  readonly id: string;
  /** The number of a secret's alias, from 0 to below `KEYED_NAMES`; the same wherever the value is met. */
  readonly numberOf: (value: string) => number;
  /** Data that only the key can open: one piece for each hundred secrets. */
  readonly seal: (secrets: Iterable<LearnedSecret>) => readonly string[];
  /** Undefined for what was sealed with another key, or altered. */
  readonly open: (piece: string) => readonly LearnedSecret[] | undefined;
  /** A digest of a text that cannot be computed without the key. */
  readonly sign: (text: string) => string;
  /** The text of the key, to be masked wherever a program shows it. */
  readonly reveal: () => string;
}

const KEY_SIZE = 32;

/** The text of a new key. */
export function makeSessionKeyText(): string {
  return KEY_PREFIX + randomBytes(KEY_SIZE).toString("base64url");
}

/** Undefined if a text is no key. */
export function parseSessionKey(text: string): SessionKey | undefined {
  if (!/^wws_[\w-]{43}$/.test(text)) return undefined;
  const key = Buffer.from(text.slice(KEY_PREFIX.length), "base64url");
  return key.byteLength === KEY_SIZE ? toSessionKey(key, text) : undefined;
}

function toSessionKey(key: Buffer, text: string): SessionKey {
  const derive = (purpose: string, value: string): Buffer =>
    createHmac("sha256", key).update(`${purpose}\0${value}`).digest();
  const sealKey = derive("seal", "");
  return {
    id: derive("id", "").toString("hex").slice(0, 16),
    // 48 bits, of which the modulus keeps 44: two of 10,000 secrets share a name once in 350,000 sessions.
    numberOf: (value) => derive("alias", value).readUIntBE(0, 6) % KEYED_NAMES,
    seal: (secrets) => inPieces([...secrets]).map((piece) => seal(piece, sealKey)),
    open: (piece) => open(piece, sealKey),
    sign: (signed) => derive("sign", signed).toString("base64url").slice(0, 22),
    reveal: () => text,
  };
}

function inPieces(secrets: readonly LearnedSecret[]): readonly (readonly LearnedSecret[])[] {
  const count = Math.ceil(secrets.length / PER_PIECE);
  return Array.from({ length: count }, (_, index) => secrets.slice(index * PER_PIECE, (index + 1) * PER_PIECE));
}

const PER_PIECE = 100;
const CIPHER = "aes-256-gcm";
const IV = 12;
const TAG = 16;

function seal(secrets: readonly LearnedSecret[], key: Buffer): string {
  const packed = deflateRawSync(
    JSON.stringify(secrets.map(({ value, replacement, secretClass }) => [value, replacement, secretClass])),
  );
  // Padded, so that the length of a password is not visible.
  const filled = Buffer.alloc(Math.ceil((packed.length + 4) / BLOCK) * BLOCK);
  filled.writeUInt32BE(packed.length);
  packed.copy(filled, 4);
  const iv = randomBytes(IV);
  const cipher = createCipheriv(CIPHER, key, iv);
  return Buffer.concat([iv, cipher.update(filled), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

const BLOCK = 1024;

function open(piece: string, key: Buffer): readonly LearnedSecret[] | undefined {
  try {
    const bytes = Buffer.from(piece, "base64");
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(-TAG));
    const filled = Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
    const packed = filled.subarray(4, 4 + filled.readUInt32BE());
    // Sealed by the function above: the tag proves it.
    const secrets = readJson(inflateRawSync(packed).toString()) as [string, string, LearnedSecret["secretClass"]][];
    return secrets.map(([value, replacement, secretClass]) => ({ value, replacement, secretClass }));
  } catch {
    return undefined;
  }
}
