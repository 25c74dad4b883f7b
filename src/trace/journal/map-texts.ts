import { knownAt } from "../../sequence/known-at.ts";
import { informationalOf, messagesOf } from "./details.ts";
import type { Exchange, ExchangeBody } from "./exchange.ts";

/** Replaces every text of an exchange that came from outside: URL, headers and their names, bodies, messages. In place. */
export function mapTexts(exchange: Exchange, replace: (text: string) => string): void {
  exchange.method = replace(exchange.method);
  exchange.url = replace(exchange.url);
  mapAll(exchange.requestHeaders, replace);
  mapBody(exchange.requestBody, replace);
  exchange.reason = replace(exchange.reason);
  mapAll(exchange.responseHeaders, replace);
  mapBody(exchange.responseBody, replace);
  const { more } = exchange;
  if (more?.trailers !== undefined) mapAll(more.trailers, replace);
  for (const answer of informationalOf(exchange)) mapAll(answer.headers, replace);
  if (more?.error !== undefined) more.error.message = replace(more.error.message);
  for (const message of messagesOf(exchange)) if (!message.base64) message.text = replace(message.text);
  for (const texts of [more?.requestTrailers, more?.rawRequestHead, more?.rawResponseHead, more?.remarks]) {
    if (texts !== undefined) mapAll(texts, replace);
  }
}

type ReplaceHeader = (value: string, name: string) => string;

/** Replaces the values of all headers of an exchange, including trailers and interim responses. In place. */
export function mapHeaders({ requestHeaders, responseHeaders, more }: Exchange, replace: ReplaceHeader): void {
  mapFlat(requestHeaders, replace);
  mapFlat(responseHeaders, replace);
  if (more?.trailers !== undefined) mapFlat(more.trailers, replace);
  if (more?.requestTrailers !== undefined) mapFlat(more.requestTrailers, replace);
  for (const answer of informationalOf({ more })) mapFlat(answer.headers, replace);
}

function mapAll(flat: string[], replace: (text: string) => string): void {
  for (let index = 0; index < flat.length; index += 1) flat[index] = replace(knownAt(flat, index));
}

function mapFlat(flat: string[], replace: ReplaceHeader): void {
  for (let index = 1; index < flat.length; index += 2)
    flat[index] = replace(knownAt(flat, index), knownAt(flat, index - 1));
}

function mapBody(body: ExchangeBody | undefined, replace: (text: string) => string): void {
  if (body === undefined) return;
  body.mimeType = replace(body.mimeType);
  if (!body.base64) body.text = replace(body.text);
}
