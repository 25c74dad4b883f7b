import type { Exchange, ExchangeDetails } from "./exchange.ts";

/** The messages of a WebSocket; most exchanges have none. */
export function messagesOf({ more }: Pick<Exchange, "more">): NonNullable<ExchangeDetails["messages"]> {
  return more?.messages ?? [];
}

/** Bytes on the wire of a body that may be none. */
export function wireSizeOf(body: { readonly wireSize: number } | undefined): number {
  return body?.wireSize ?? 0;
}

/** The 1xx responses before the final one. */
export function informationalOf({ more }: Pick<Exchange, "more">): NonNullable<ExchangeDetails["informational"]> {
  return more?.informational ?? [];
}
