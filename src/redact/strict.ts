import { hasProvisionalAlias } from "../trace/alias.ts";
import type { Exchange } from "../trace/journal/exchange.ts";
import { mapHeaders } from "../trace/journal/map-texts.ts";
import { SHOWN_HEADERS } from "./names/header-names.ts";

/** Hides the values of all headers, in place, except headers known to contain no secret and those that show an alias. */
export function hideUnknownHeaders(exchange: Exchange, shown: ReadonlySet<string>): void {
  mapHeaders(exchange, (value, name) => {
    const plain = name.toLowerCase();
    const isShown = SHOWN_HEADERS.has(plain) || shown.has(plain) || hasProvisionalAlias(value);
    return isShown ? value : "REDACTED";
  });
}
