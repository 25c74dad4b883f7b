import { classOfName } from "./names.ts";
import type { Vault } from "./vault.ts";

/** Masks the parts of a multipart body (RFC 2046): fields of a form by their names, parts of a kind by that; files stay. */
export function maskMultipart(text: string, vault: Vault, { mimeType, maskContent }: MultipartOptions): string {
  const boundary = /boundary="?([^";]+)/i.exec(mimeType)?.[1];
  if (boundary === undefined) return text;
  return text
    .split(`--${boundary}`)
    .map((part) => maskPart(part, vault, maskContent))
    .join(`--${boundary}`);
}

interface MultipartOptions {
  readonly mimeType: string;
  /** Masks a part that has no secret's name, by its media type. */
  readonly maskContent: (text: string, mimeType: string) => string;
}

function maskPart(part: string, vault: Vault, maskContent: MultipartOptions["maskContent"]): string {
  const [, head = "", value = "", end = ""] = /^(.*?\r?\n\r?\n)(.*?)(\r?\n)?$/s.exec(part) ?? [];
  if (value === "" || /\bfilename/i.test(head)) return part;
  const name = /\bname="?([^";\r\n]*)/i.exec(head)?.[1];
  const secretClass = name === undefined ? undefined : classOfName(name);
  if (secretClass !== undefined) return head + vault.mask(value, secretClass) + end;
  const mimeType = /^content-type:[ \t]*(.*)$/im.exec(head)?.[1] ?? "";
  return head + maskContent(value, mimeType) + end;
}
