import { findFlatHeader } from "../trace/headers.ts";
import { informationalOf, messagesOf } from "../trace/journal/details.ts";
import type { Exchange, ExchangeBody, ExchangeMessage } from "../trace/journal/exchange.ts";
import { mapTexts } from "../trace/journal/map-texts.ts";
import { findCutWord, findFormats } from "./formats/find-formats.ts";
import { bodyOfMessage } from "./message-body.ts";
import { maskBody } from "./places/body.ts";
import { type GuessedHeader, maskGuess, maskHeaders } from "./places/headers.ts";
import { maskCutStart } from "./places/mask-cut-start.ts";
import { maskText } from "./places/nested.ts";
import { maskSecretBodies } from "./places/secret-bodies.ts";
import { showAddress } from "./places/show-address.ts";
import { whyUnopened } from "./places/unopened.ts";
import type { RedactionPolicy } from "./policy.ts";
import { followRawHeads } from "./raw-heads.ts";
import { hideUnknownHeaders } from "./strict.ts";
import { toRuleMask } from "./user-rules.ts";
import { maskHits } from "./vault/replace-hits.ts";
import type { Vault } from "./vault/vault.ts";

export interface ThoroughOptions {
  readonly policy: RedactionPolicy;
  /** Masks the URL of a request. */
  readonly maskAddress: (url: string) => string;
  /** Masks what was learned before. */
  readonly sweepExchange: (exchange: Exchange) => void;
}

/** Redacts an exchange of any kind: everything that it learns in one place, it masks in all others. */
export function createThoroughRedaction(
  vault: Vault,
  { policy, maskAddress, sweepExchange }: ThoroughOptions,
): (exchange: Exchange) => void {
  const { rules = [], showHeaders = [], level } = policy;
  const ruleMasks = rules.map((rule) => toRuleMask(rule));
  const shownHeaders = new Set(showHeaders.map((name) => name.toLowerCase()));
  return (exchange) => {
    const fitRawHeads = followRawHeads(exchange);
    const guesses: GuessedHeader[] = [];
    const maskAll = (headers: string[]): void => maskHeaders(headers, vault, (guess) => guesses.push(guess));
    for (const mask of ruleMasks) mask(exchange, vault);
    showAddress(exchange.url, vault);
    maskSecretBodies(exchange, vault);
    maskCutStart(exchange, vault);
    exchange.url = maskAddress(exchange.url);
    exchange.reason = maskText(exchange.reason, vault);
    vault.takePassed();
    maskAll(exchange.requestHeaders);
    maskBody(exchange.requestBody, vault);
    const isRequestDeep = vault.takePassed();
    maskAll(exchange.responseHeaders);
    maskBody(exchange.responseBody, vault);
    const isResponseDeep = vault.takePassed();
    for (const message of messagesOf(exchange)) maskMessage(message, vault);
    if (exchange.more?.error !== undefined) exchange.more.error.message = maskText(exchange.more.error.message, vault);
    mapTexts(exchange, (text) => maskHits(text, findFormats(text), vault));
    if (exchange.more?.trailers !== undefined) maskAll(exchange.more.trailers);
    if (exchange.more?.requestTrailers !== undefined) maskAll(exchange.more.requestTrailers);
    for (const answer of informationalOf(exchange)) maskAll(answer.headers);
    for (const guess of guesses) maskGuess(guess, vault);
    sweepExchange(exchange);
    dropCutWords(exchange);
    if (level === "strict") hideUnknownHeaders(exchange, shownHeaders);
    noteUnopened(exchange, { isRequestDeep, isResponseDeep });
    fitRawHeads?.();
  };
}

/** Notes for each body why secrets could not be looked for in it, if so. */
export function noteUnopened(
  exchange: Exchange,
  { isRequestDeep, isResponseDeep }: { readonly isRequestDeep: boolean; readonly isResponseDeep: boolean },
): void {
  noteUnopenedBody(exchange.requestBody, exchange.requestHeaders, isRequestDeep);
  noteUnopenedBody(exchange.responseBody, exchange.responseHeaders, isResponseDeep);
}

function noteUnopenedBody(body: ExchangeBody | undefined, headers: readonly string[], isDeep: boolean): void {
  if (body === undefined) return;
  const reason =
    whyUnopened(body, findFlatHeader(headers, "content-encoding")) ?? (isDeep ? "it is nested too deep" : undefined);
  if (reason !== undefined) body.unopened = reason;
  // Deleting a missing property would make an object slow.
  else if (body.unopened !== undefined) delete body.unopened;
}

/** Once, after everything else is masked: the text before the word was not at the end then, so sweeping it again does not mask it. */
function dropCutWords(exchange: Exchange): void {
  for (const body of [exchange.requestBody, exchange.responseBody])
    if (body?.sha256 !== undefined && !body.base64) body.text = dropCutWord(body.text);
  for (const message of messagesOf(exchange))
    if (message.cutFrom !== undefined && !message.base64) message.text = dropCutWord(message.text);
}

/** If the limit cuts a text within a word that may be the beginning of a secret, the word is removed; its rest is missing anyway. */
function dropCutWord(text: string): string {
  return /REDACTED-[a-z]+-(?:~|[a-z]{0,3})\d+$/.test(text) ? text : text.slice(0, findCutWord(text));
}

function maskMessage(message: ExchangeMessage, vault: Vault): void {
  const body = bodyOfMessage(message);
  maskBody(body, vault);
  message.text = body.text;
  message.base64 = body.base64;
}
