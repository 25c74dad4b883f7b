import { readString } from "../json/leaves.ts";
import { findValues } from "../json/pointer.ts";
import { TOKEN } from "../json/scan.ts";
import type { Exchange, ExchangeBody } from "../trace/journal/exchange.ts";
import { mapHeaders, mapTexts } from "../trace/journal/map-texts.ts";
import { looksLikeJson } from "./places/looks-like-json.ts";
import type { SecretRule } from "./policy.ts";
import type { Vault } from "./vault/vault.ts";

/** Masks the places that one rule of the user names. */
export type RuleMask = (exchange: Exchange, vault: Vault) => void;

/** Makes a rule ready for use. A pattern has been checked to be a regular expression. */
export function toRuleMask(rule: SecretRule): RuleMask {
  if ("header" in rule) return maskHeader(rule.header.toLowerCase());
  if ("pointer" in rule) return maskPointer(rule.pointer);
  return maskPattern(new RegExp(rule.pattern, "gu"));
}

function maskHeader(wanted: string): RuleMask {
  return (exchange, vault) => {
    mapHeaders(exchange, (value, name) => (name.toLowerCase() === wanted ? vault.mask(value, "secret") : value));
  };
}

function maskPointer(pointer: string): RuleMask {
  const maskIn = (body: ExchangeBody | undefined, vault: Vault): void => {
    if (body === undefined || body.base64 || !looksLikeJson(body.text)) return;
    const { text } = body;
    let masked = "";
    let copied = 0;
    for (const { start, end, kind } of findValues(text, pointer)) {
      if (kind !== TOKEN.string && kind !== TOKEN.number) continue;
      const value = kind === TOKEN.string ? readString(text, start, end) : text.slice(start, end);
      masked += text.slice(copied, start) + JSON.stringify(vault.mask(value, "secret"));
      copied = end;
    }
    body.text = masked + text.slice(copied);
  };
  return ({ requestBody, responseBody }, vault) => {
    maskIn(requestBody, vault);
    maskIn(responseBody, vault);
  };
}

function maskPattern(pattern: RegExp): RuleMask {
  return (exchange, vault) => {
    mapTexts(exchange, (text) =>
      text.replace(pattern, (match: string, group: unknown) => {
        const secret = typeof group === "string" && group !== "" ? group : match;
        return match.replace(secret, () => vault.mask(secret, "secret"));
      }),
    );
  };
}
