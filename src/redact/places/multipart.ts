import { matchedText } from "../../sequence/matched-text.ts";
import { readDelimiter, readPart, readPartParameter } from "../../trace/bodies/multipart.ts";
import { classOfName } from "../names.ts";
import type { Vault } from "../vault/vault.ts";
import { maskString, maskText } from "./nested.ts";

/** Masks the parts of a multipart body (RFC 2046): fields of a form by their names, others by their kind. */
export function maskMultipart(text: string, vault: Vault, { mimeType, maskContent }: MultipartOptions): string {
  const delimiter = readDelimiter(mimeType);
  if (delimiter === undefined) return text;
  return text
    .split(delimiter)
    .map((part) => maskPart(part, vault, maskContent))
    .join(delimiter);
}

interface MultipartOptions {
  readonly mimeType: string;
  /** Masks a part that has no secret's name, by its media type. */
  readonly maskContent: (text: string, mimeType: string) => string;
}

function maskPart(part: string, vault: Vault, maskContent: MultipartOptions["maskContent"]): string {
  const { head = "", value = "", end = "" } = readPart(part) ?? {};
  if (value === "") return part;
  const shown = maskText(head, vault);
  const name = readPartParameter(head, "name");
  const secretClass = name === undefined ? undefined : classOfName(name);
  if (secretClass !== undefined) return shown + vault.mask(value, secretClass) + end;
  if (/^content-transfer-encoding:[ \t]*base64/im.test(head)) return shown + maskString(value, vault) + end;
  const mimeType = matchedText(/^content-type:[ \t]*(.*)$/im, head, 1);
  return shown + maskContent(value, mimeType) + end;
}
