import { classOfName } from "./names.ts";
import type { Vault } from "./vault.ts";

/** Masks the fields of multipart/form-data (RFC 7578) by their names; files stay. */
export function maskMultipart(text: string, mimeType: string, vault: Vault): string {
  const boundary = /boundary="?([^";]+)/i.exec(mimeType)?.[1];
  if (boundary === undefined) return text;
  return text
    .split(`--${boundary}`)
    .map((part) => maskPart(part, vault))
    .join(`--${boundary}`);
}

function maskPart(part: string, vault: Vault): string {
  const [, head = "", value = "", end = ""] = /^(.*?\r?\n\r?\n)(.*?)(\r?\n)?$/s.exec(part) ?? [];
  const name = /\bname="?([^";\r\n]*)/i.exec(head)?.[1];
  const secretClass = name === undefined || /\bfilename/i.test(head) ? undefined : classOfName(name);
  return secretClass === undefined ? part : head + vault.mask(value, secretClass) + end;
}
