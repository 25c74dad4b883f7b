import { unescapeXml } from "../../trace/bodies/xml-text.ts";
import type { ExchangeBody } from "../../trace/journal/exchange.ts";
import type { Vault } from "../vault/vault.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { maskBytes } from "./mask-bytes.ts";
import { maskCutValue } from "./mask-cut-value.ts";
import { maskMultipart } from "./multipart.ts";
import { learnEscapedMarkup, maskEmbedded, maskInner, maskNestedJson, maskText } from "./nested.ts";
import { maskPairs } from "./pairs.ts";
import { maskSettings } from "./settings.ts";
import { maskXml } from "./xml.ts";

/** Masks the secrets of a body, in place, by its kind. */
export function maskBody(body: ExchangeBody | undefined, vault: Vault): void {
  if (body === undefined || body.text === "") return;
  const mask = (text: string): string =>
    maskByKind(body.sha256 === undefined ? text : maskCutValue(text, vault), body.mimeType, vault);
  if (body.base64) maskBytes(body, mask);
  else body.text = mask(body.text);
}

/** Masks a text by its media type and, since services call things many names, by its looks. */
export function maskByKind(text: string, mimeType: string, vault: Vault): string {
  if (looksLikeJson(text)) return maskNestedJson(text, vault);
  if (/^multipart\//i.test(mimeType)) {
    return maskMultipart(text, vault, { mimeType, maskContent: (part, type) => maskByKind(part, type, vault) });
  }
  if (/^application\/x-www-form-urlencoded/i.test(mimeType) || isForm(text)) {
    return maskPairs(maskEmbedded(maskInner(text, vault), vault, 0), vault);
  }
  if (/^\s*<[?!A-Za-z]/.test(text)) return maskMarkup(text, vault);
  learnEscapedMarkup(text, vault);
  return maskText(SETTINGS.test(mimeType) ? maskSettings(text, vault) : text, vault);
}

/** Whether a text is more than one pair and nothing else. A pattern of repeated pairs would overflow V8's stack on some megabytes. */
function isForm(text: string): boolean {
  for (let at = 0; ;) {
    FIELD_NAME.lastIndex = at;
    if (!FIELD_NAME.test(text)) return false;
    END_OF_VALUE.lastIndex = FIELD_NAME.lastIndex;
    const end = END_OF_VALUE.exec(text);
    if (end === null) return at > 0;
    if (end[0] !== "&") return false;
    at = END_OF_VALUE.lastIndex;
  }
}

const FIELD_NAME = /[\w.%[\]-]{1,1000}=/y;
const END_OF_VALUE = /[\s&=]/g;

const SETTINGS = /[/+](?:x-)?(?:yaml|toml|ini|java-properties)\b/i;

function maskMarkup(text: string, vault: Vault): string {
  learnEscapedMarkup(text, vault);
  // JSON with escaped quotes is masked by the sweep, in place.
  if (/&(?:quot|#34|#x22);/i.test(text)) maskText(unescapeXml(text), vault);
  if (/&(?:lt|#60|#x3c);/i.test(text)) maskXml(unescapeXml(text), vault);
  return maskText(maskXml(text, vault), vault);
}
