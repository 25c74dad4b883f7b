import { createRedactor } from "../../src/redact/redactor.ts";
import { createAliasNumbering } from "../../src/trace/alias.ts";
import type { Exchange, ExchangeBody } from "../../src/trace/journal/exchange.ts";
import { mapTexts } from "../../src/trace/journal/map-texts.ts";
import { anExchange } from "../helpers/an-exchange.ts";

/** These exchanges as the trace shows them, in their order. */
export function redact(...exchanges: Exchange[]): Exchange[] {
  const redactor = createRedactor();
  for (const exchange of exchanges) redactor.redactExchange(exchange);
  for (const exchange of exchanges) redactor.sweepExchange(exchange);
  const { number } = createAliasNumbering();
  for (const exchange of exchanges) {
    mapTexts(exchange, number);
    // Only in the journal.
    exchange.knownSecrets = undefined;
  }
  return exchanges;
}

export function redactHeader(name: string, value: string): string | undefined {
  return redact(anExchange({ requestHeaders: [name, value] }))[0]?.requestHeaders[1];
}

export function redactBody(text: string, mimeType?: string): string | undefined {
  return redact(anExchange({ requestBody: aBody(text, mimeType) }))[0]?.requestBody?.text;
}

export function redactUrl(url: string): string | undefined {
  return redact(anExchange({ url }))[0]?.url;
}

export function aBody(text: string, mimeType = "application/json"): ExchangeBody {
  return { mimeType, text, base64: false, wireSize: text.length, decodedSize: text.length, sha256: undefined };
}
