import { maskNamed } from "./named.ts";
import { maskNestedJson } from "./nested.ts";
import { maskUrlsIn } from "./url.ts";
import type { Vault } from "./vault.ts";

/**
 * Masks the secrets of a text that has no structure as a whole: a log, an event stream, a page. JSON is looked for behind
 * the field name of a line (`data: {…}`, Server-Sent Events), URLs and `name=value` anywhere.
 */
export function maskText(text: string, vault: Vault): string {
  const opened = text.replaceAll(JSON_LINE, (_all, head: string, json: string) => head + maskNestedJson(json, vault));
  return maskNamed(maskUrlsIn(opened, vault), vault);
}

const JSON_LINE = /^([A-Za-z]{0,20}:?[ \t]*)([[{].*)$/gm;
