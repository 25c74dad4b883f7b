import { dropOldest } from "../../sequence/drop-oldest.ts";
import { flatHeaderText } from "../../trace/headers.ts";
import type { Exchange } from "../../trace/journal/exchange.ts";

/** Finds out which exchange follows from which: tries of one request, hops of one redirect. */
export interface Lineage {
  /** Marks an exchange that starts, if it follows from an earlier one. */
  readonly begin: (exchange: Exchange, caller: object) => void;
  /** Notes where the response redirects its client. */
  readonly answered: (exchange: Exchange) => void;
  readonly finished: (exchange: Exchange, caller: object) => void;
}

/** Beyond this number, redirects that no client followed are forgotten. */
const PENDING_REDIRECTS = 256;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export function createLineage(): Lineage {
  // The masked text in the exchange differs from the text of the next request.
  const failures = new WeakMap<object, Failed>();
  const redirects = new Map<string, number>();
  return {
    begin: (exchange, caller) => {
      // undici's RetryHandler dispatches again with itself as the handler.
      const failed = failures.get(caller);
      if (failed?.method === exchange.method && failed.url === exchange.url) {
        exchange.more = { ...exchange.more, retryOf: failed.retryOf };
      }
      const redirectOf = redirects.size === 0 ? undefined : redirects.get(exchange.url);
      if (redirectOf === undefined) return;
      redirects.delete(exchange.url);
      exchange.more = { ...exchange.more, redirectOf };
    },
    answered: (exchange) => {
      if (!REDIRECTS.has(exchange.status)) return;
      const location = flatHeaderText(exchange.responseHeaders, "location");
      if (location === "" || !URL.canParse(location, exchange.url)) return;
      const target = new URL(location, exchange.url);
      target.hash = "";
      redirects.set(target.href, exchange.seq);
      dropOldest(redirects, PENDING_REDIRECTS);
    },
    finished: (exchange, caller) => {
      // Only what failed is tried again; to remember every caller would cost more than all of this file.
      if (exchange.status >= 400 || exchange.more?.error !== undefined) {
        const { seq, method, url, more } = exchange;
        failures.set(caller, { method, url, retryOf: more?.retryOf ?? seq });
      }
    },
  };
}

interface Failed extends Pick<Exchange, "method" | "url"> {
  /** `seq` of the first try. */
  readonly retryOf: number;
}
