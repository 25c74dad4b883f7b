import type { ExchangeBody } from "../trace/exchange.ts";
import { maskJson } from "./json-body.ts";
import { maskMultipart } from "./multipart.ts";
import { maskPairs } from "./pairs.ts";
import { NAME_STEMS } from "./rules.ts";
import type { Vault } from "./vault.ts";

/** Masks the secrets of a text body, in place, by its kind. Sizes stay those of the wire. */
export function maskBody(body: ExchangeBody | undefined, vault: Vault): void {
  if (body === undefined || body.base64 || body.text === "" || !NAME_STEMS.test(body.text)) return;
  const type = body.mimeType.toLowerCase();
  if (type.startsWith("application/x-www-form-urlencoded")) body.text = maskPairs(body.text, vault);
  else if (type.startsWith("multipart/")) body.text = maskMultipart(body.text, body.mimeType, vault);
  // Servers call JSON many things; what looks like it is read as it.
  else if (/^\s*[[{]/.test(body.text)) body.text = maskJson(body.text, vault);
}
