import type { ExchangeBody } from "../trace/exchange.ts";
import { maskJson } from "./json-body.ts";
import { maskMultipart } from "./multipart.ts";
import { maskPairs } from "./pairs.ts";
import type { Vault } from "./vault.ts";

/** Masks the secrets of a text body, in place, by its kind. Its sizes stay those of the wire. */
export function maskBody(body: ExchangeBody | undefined, vault: Vault): void {
  if (body === undefined || body.base64 || body.text === "") return;
  // Servers call JSON many things; what looks like it is read as it.
  if (/^\s*[[{]/.test(body.text) || /\bjson\b/i.test(body.mimeType)) body.text = maskJson(body.text, vault);
  else if (/^multipart\//i.test(body.mimeType)) body.text = maskMultipart(body.text, body.mimeType, vault);
  else if (/^application\/x-www-form-urlencoded/i.test(body.mimeType)) body.text = maskPairs(body.text, vault);
}
