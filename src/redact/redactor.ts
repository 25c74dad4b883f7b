import type { Exchange } from "../trace/exchange.ts";
import { mapTexts } from "../trace/map-texts.ts";
import { maskBody } from "./body.ts";
import type { SecretClass } from "./classes.ts";
import { maskHeaders } from "./headers.ts";
import { maskUrl } from "./url.ts";
import { createVault } from "./vault.ts";

/** Masks the secrets of one recording. What it learns in one exchange it masks in all others. */
export interface Redactor {
  /** Learns the secrets of an exchange, and masks them and all learned before, in place. */
  readonly redactExchange: (exchange: Exchange) => void;
  /** Masks, in place, what was learned since the exchange was redacted. */
  readonly sweepExchange: (exchange: Exchange) => void;
  /** Masks learned values in any other text: arguments, output, messages. */
  readonly redactText: (text: string) => string;
  /** Learns a value from elsewhere, such as a variable of the environment. */
  readonly learn: (value: string, secretClass: SecretClass) => void;
  /** Number of values learned. */
  readonly learnedCount: number;
}

export function createRedactor(): Redactor {
  const vault = createVault();
  const sweepExchange = (exchange: Exchange): void => {
    if (vault.size > 0) mapTexts(exchange, vault.sweep);
  };
  return {
    redactExchange: (exchange) => {
      exchange.url = maskUrl(exchange.url, vault);
      maskHeaders(exchange.requestHeaders, vault);
      maskBody(exchange.requestBody, vault);
      maskHeaders(exchange.responseHeaders, vault);
      maskBody(exchange.responseBody, vault);
      if (exchange.more?.trailers !== undefined) maskHeaders(exchange.more.trailers, vault);
      for (const answer of exchange.more?.informational ?? []) maskHeaders(answer.headers, vault);
      sweepExchange(exchange);
    },
    sweepExchange,
    redactText: vault.sweep,
    learn: (value, secretClass) => {
      if (value !== "") vault.mask(value, secretClass);
    },
    get learnedCount() {
      return vault.size;
    },
  };
}
