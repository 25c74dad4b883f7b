import type { Exchange, ExchangeBody } from "../trace/exchange.ts";
import { mapTexts } from "../trace/map-texts.ts";
import { maskBody } from "./body.ts";
import type { SecretClass } from "./classes.ts";
import { findFormats } from "./formats.ts";
import { maskHeaders } from "./headers.ts";
import { learnWithin } from "./learn-within.ts";
import { maskHits } from "./replace-hits.ts";
import { maskUrl } from "./url.ts";
import { type LearnedHit, type LearnedSecret, type Vault, createVault } from "./vault.ts";

/** Masks the secrets of one recording. What it learns in one exchange it masks in all others. */
export interface Redactor {
  /** Learns the secrets of an exchange, and masks them and all learned before, in place. The sizes it tells stay. */
  readonly redactExchange: (exchange: Exchange) => void;
  /** Masks, in place, what was learned since the exchange was redacted. */
  readonly sweepExchange: (exchange: Exchange) => void;
  /** Masks learned values in any other text: arguments, variables, output, messages. Learns nothing. */
  readonly redactText: (text: string) => string;
  /** Where a finished text still holds learned values, in any form. */
  readonly findLearned: (text: string) => readonly LearnedHit[];
  /** Learns a value from elsewhere, such as a variable of the environment. */
  readonly learn: (value: string, secretClass: SecretClass) => void;
  /** Number of values learned. */
  readonly learnedCount: number;
}

export interface RedactorOptions {
  /** What is known from the start, such as what other recorders of the same session learned. @default nothing */
  readonly learned?: readonly LearnedSecret[];
  /** Told of each value, right when it is learned. */
  readonly onLearn?: (secret: LearnedSecret) => void;
}

export function createRedactor({ learned = [], onLearn }: RedactorOptions = {}): Redactor {
  const vault = createVault((secret) => {
    onLearn?.(secret);
    learnWithin(secret, vault);
  });
  for (const { value, replacement, secretClass } of learned) vault.learnAs(value, replacement, secretClass);
  const sweepExchange = (exchange: Exchange): void => {
    if (vault.size === 0) return;
    mapTexts(exchange, vault.sweep);
    stubBytes(exchange.requestBody, vault);
    stubBytes(exchange.responseBody, vault);
  };
  return {
    redactExchange: (exchange) => {
      exchange.url = maskUrl(exchange.url, vault);
      maskHeaders(exchange.requestHeaders, vault);
      maskBody(exchange.requestBody, vault);
      maskHeaders(exchange.responseHeaders, vault);
      maskBody(exchange.responseBody, vault);
      mapTexts(exchange, (text) => maskHits(text, findFormats(text), vault));
      if (exchange.more?.trailers !== undefined) maskHeaders(exchange.more.trailers, vault);
      for (const answer of exchange.more?.informational ?? []) maskHeaders(answer.headers, vault);
      sweepExchange(exchange);
    },
    sweepExchange,
    redactText: (text) => redactArgument(text, vault),
    findLearned: vault.find,
    learn: (value, secretClass) => {
      vault.mask(value, secretClass);
    },
    get learnedCount() {
      return vault.size;
    },
  };
}

/** An alias would break the bytes of a picture or an archive, so they go as a whole. */
function stubBytes(body: ExchangeBody | undefined, vault: Vault): void {
  if (body?.base64 !== true) return;
  const swept = vault.sweep(body.text);
  if (swept === body.text) return;
  body.base64 = false;
  body.text = `(bytes that hold ${/REDACTED-[a-z]+-~?\d+/.exec(swept)?.[0] ?? "a secret"})`;
}

/** A short secret is masked only where it is all there is, or all that an option is set to: `--password=asdf`. */
function redactArgument(text: string, vault: Vault): string {
  const [, option = "", value = text] = /^(--?[\w-]+=)(.*)$/s.exec(text) ?? [];
  return option + (vault.aliasOf(value) ?? vault.sweep(value));
}
