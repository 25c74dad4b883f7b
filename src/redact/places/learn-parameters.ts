import { decodeComponent } from "../../trace/decode-component.ts";
import type { Vault } from "../vault/vault.ts";
import { maskString } from "./nested.ts";

/**
 * Learns what the values of a query, a form or a fragment hold inside: JSON, a URL, base64, each encoded once or twice. They are
 * masked where they stand by the sweep, in the encoding that they have there.
 */
export function learnParameters(text: string, vault: Vault): void {
  if (!NESTED.test(text)) return;
  for (const [, value = ""] of text.matchAll(/[?&#;\w\]]=([^&#;\s<>"]+)/g)) {
    let decoded = decodeComponent(value.replaceAll("+", " "));
    for (let again = decodeComponent(decoded); again !== decoded; again = decodeComponent(decoded)) decoded = again;
    maskString(decoded, vault);
  }
}

/** What such a value has: brackets, an address or a query, as they are or escaped; the beginning of base64 of JSON. */
const NESTED = /%(?:25)*(?:7b|5b|3a%(?:25)*2f|3f|3d)|=[{[]|:\/\/.*[?&#].*:\/\/|=(?:ey|ew|W)[A-Za-z0-9]{8}/i;
