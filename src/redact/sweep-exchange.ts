import { hasProvisionalAlias } from "../trace/alias.ts";
import { findFlatHeader } from "../trace/headers.ts";
import { messagesOf } from "../trace/journal/details.ts";
import type { Exchange, ExchangeBody } from "../trace/journal/exchange.ts";
import { mapTexts } from "../trace/journal/map-texts.ts";
import { formatStub } from "../trace/stub.ts";
import { bodyOfMessage } from "./message-body.ts";
import { formatHeld, readSwept } from "./places/mask-bytes.ts";
import { whyUnreadable } from "./places/unreadable.ts";
import type { Vault } from "./vault/vault.ts";

/** Masks everything that has been learned, and omits bodies that cannot be inspected. Returns whether all texts are unchanged. */
export function sweepLearned(exchange: Exchange, vault: Vault): boolean {
  let isSame = true;
  const sweep = (text: string): string => {
    const swept = vault.sweep(text);
    isSame &&= swept === text;
    return swept;
  };
  if (vault.size > 0) mapTexts(exchange, sweep);
  for (const body of [exchange.requestBody, exchange.responseBody]) {
    if (body === undefined) continue;
    // Cut by the limit, or by what broke the exchange off.
    const isCut = body.sha256 !== undefined || exchange.more?.error !== undefined;
    if (isCut) maskCutEnd(body, vault);
    stubBytes(body, vault);
  }
  for (const message of messagesOf(exchange)) {
    if (message.cutFrom !== undefined) maskCutEnd(message, vault);
    stubBytes(message, vault);
  }
  // Whether a body can be inspected depends on the exchange alone, and this one was looked at when it was masked in full.
  if (!isSame || exchange.knownSecrets === undefined) stubUnreadable(exchange);
  return isSame;
}

/** Base64 has an end of its own, in which each letter may be the beginning of something. */
function maskCutEnd(body: Pick<ExchangeBody, "text" | "base64">, vault: Vault): void {
  if (!body.base64) {
    body.text = vault.maskCutEnd(body.text);
    return;
  }
  const bytes = Buffer.from(body.text, "base64");
  const hidden = vault.hideCutEnd(bytes);
  if (hidden !== bytes) body.text = hidden.toString("base64");
}

/** Bytes that contain what was learned since they were masked are replaced as a whole. */
function stubBytes(
  body: Pick<ExchangeBody, "text" | "base64"> & Partial<Pick<ExchangeBody, "mimeType">>,
  vault: Vault,
): void {
  if (!body.base64) return;
  const text = readSwept(body.text, body.mimeType ?? "");
  const swept = vault.sweep(text);
  if (swept === text) return;
  body.base64 = false;
  body.text = formatHeld(swept);
}

/** Fails closed: if there are secrets, a body that cannot be searched may contain one. */
function stubUnreadable(exchange: Exchange): void {
  let holdsSecrets: boolean | undefined;
  for (const [body, headers] of [
    [exchange.requestBody, exchange.requestHeaders],
    [exchange.responseBody, exchange.responseHeaders],
  ] as const) {
    if (body === undefined) continue;
    holdsSecrets ??= holdsAlias(exchange);
    if (!holdsSecrets) return;
    const reason = whyUnreadable(body, isEncoded(headers));
    if (reason === undefined) continue;
    body.text = formatStub(body, reason);
    body.base64 = false;
  }
  for (const message of messagesOf(exchange)) {
    const body = bodyOfMessage(message);
    const reason = whyUnreadable(body, false);
    if (reason === undefined) continue;
    holdsSecrets ??= holdsAlias(exchange);
    if (!holdsSecrets) return;
    message.text = formatStub(body, reason);
    message.base64 = false;
  }
}

function holdsAlias(exchange: Exchange): boolean {
  let holds = false;
  mapTexts(exchange, (text) => {
    holds ||= hasProvisionalAlias(text);
    return text;
  });
  return holds;
}

/** Whether a body is still in its content encoding, if it did not decode. */
function isEncoded(headers: readonly string[]): boolean {
  return findFlatHeader(headers, "content-encoding") !== undefined;
}
