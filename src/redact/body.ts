import type { ExchangeBody } from "../trace/exchange.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { maskMultipart } from "./multipart.ts";
import { maskNestedJson } from "./nested.ts";
import { maskPairs } from "./pairs.ts";
import { maskText } from "./text.ts";
import type { Vault } from "./vault.ts";
import { maskXml } from "./xml.ts";

/** Masks the secrets of a text body, in place, by its kind. */
export function maskBody(body: ExchangeBody | undefined, vault: Vault): void {
  if (body === undefined || body.base64 || body.text === "") return;
  body.text = maskByKind(body.text, body.mimeType, vault);
}

/** Masks a text by its media type and, since services call things many names, by its looks. */
export function maskByKind(text: string, mimeType: string, vault: Vault): string {
  if (looksLikeJson(text)) return maskNestedJson(text, vault);
  if (/^multipart\//i.test(mimeType)) {
    return maskMultipart(text, vault, { mimeType, maskContent: (part, type) => maskByKind(part, type, vault) });
  }
  if (/^application\/x-www-form-urlencoded/i.test(mimeType) || FORM.test(text)) return maskPairs(text, vault);
  if (/^\s*<[?!A-Za-z]/.test(text)) return maskText(maskXml(text, vault), vault);
  return maskText(text, vault);
}

/** More than one pair and nothing else. */
const FORM = /^[\w.%[\]-]+=[^\s&=]*(?:&[\w.%[\]-]+=[^\s&=]*)+$/;
