import { createHash } from "node:crypto";

import type { BodyView } from "../analyze/types.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { decodeText } from "../trace/bodies/charset.ts";
import { readDelimiter, readPart, readPartParameter } from "../trace/bodies/multipart.ts";

/** A field of a form, or a part of an upload. */
export interface BodyPart {
  readonly name: string;
  readonly fileName?: string | undefined;
  /** Undefined for bytes that are not text. */
  readonly text: string | undefined;
  readonly bytes: Buffer;
}

/** The parts of a body; undefined if it is not a form, or incomplete. */
export function readBodyParts(body: BodyView): readonly BodyPart[] | undefined {
  if (body.cut !== undefined || body.kind === "none") return undefined;
  if (/^application\/x-www-form-urlencoded\b/i.test(body.mimeType)) return readForm(body);
  if (!/^multipart\//i.test(body.mimeType)) return undefined;
  const plain = readPlain(body);
  const [before = "", ...others] = plain.split(findDelimiter(plain, body.mimeType));
  const parts = others.map(readPart).filter((part) => part !== undefined);
  if (before.trim() !== "" || parts.length === 0) return undefined;
  const names = parts.map(({ head }) => readPartParameter(head, "name"));
  return parts.map(({ head, value }, index) => {
    const bytes = Buffer.from(value, "latin1");
    const text = decodeText(bytes, "", false);
    return { name: toText(names[index] ?? ""), fileName: toFileName(head), text, bytes };
  });
}

/** `1,024 bytes, SHA-256 9f86d081884c` */
export function describeBytes(bytes: Buffer): string {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, SHOWN);
  return `${bytes.byteLength.toLocaleString("en")} bytes, SHA-256 ${digest}…`;
}

/** Digits of a digest that are shown. */
const SHOWN = 16;

/** The first line of the body, if its media type has a different boundary. */
function findDelimiter(plain: string, mimeType: string): string {
  const delimiter = readDelimiter(mimeType);
  return delimiter !== undefined && plain.startsWith(delimiter) ? delimiter : matchedText(/^--\S+/, plain) || "\0";
}

function readForm({ kind, text }: BodyView): readonly BodyPart[] | undefined {
  if (kind !== "text" || !/^[^\s=&]+=/.test(text)) return undefined;
  return Array.from(new URLSearchParams(text.trim()), ([name, value]) => ({
    name,
    text: value,
    bytes: Buffer.from(value),
  }));
}

/** A character for each byte. */
function readPlain({ kind, text }: BodyView): string {
  return Buffer.from(text, kind === "binary" ? "base64" : "utf8").toString("latin1");
}

function toText(name: string): string {
  return Buffer.from(name, "latin1").toString();
}

function toFileName(head: string): string | undefined {
  const name = readPartParameter(head, "filename");
  return name === undefined ? undefined : toText(name);
}
