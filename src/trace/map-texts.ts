import type { Exchange, ExchangeBody } from "./exchange.ts";

/** Replaces every text of an exchange that came from outside: URL, headers, bodies, messages. In place. */
export function mapTexts(exchange: Exchange, replace: (text: string) => string): void {
  exchange.url = replace(exchange.url);
  mapHeaders(exchange.requestHeaders, replace);
  mapBody(exchange.requestBody, replace);
  exchange.reason = replace(exchange.reason);
  mapHeaders(exchange.responseHeaders, replace);
  mapBody(exchange.responseBody, replace);
  const { more } = exchange;
  if (more === undefined) return;
  if (more.trailers !== undefined) mapHeaders(more.trailers, replace);
  for (const answer of more.informational ?? []) mapHeaders(answer.headers, replace);
  if (more.error !== undefined) more.error.message = replace(more.error.message);
}

function mapHeaders(flat: string[], replace: (text: string) => string): void {
  for (let index = 1; index < flat.length; index += 2) flat[index] = replace(flat[index] ?? "");
}

function mapBody(body: ExchangeBody | undefined, replace: (text: string) => string): void {
  if (body !== undefined && !body.base64) body.text = replace(body.text);
}
