import { hash } from "node:crypto";

import { orderKeys } from "../model/key-order.ts";
import type { Entry } from "../model/types.ts";

/** A digest of the exchange, without its name: 96 bits in base64. Fields that `gather` adds to an entry must be removed first. */
export function digestEntry(entry: Entry): string {
  const { _id, _retryOf, _redirectOf, _nestedIn, ...others } = entry;
  return digestText(JSON.stringify(orderKeys(others, "entry")));
}

/** The same of the text that is digested. */
export function digestText(text: string | Uint8Array): string {
  return hash("sha256", text, "base64").slice(0, 16);
}
