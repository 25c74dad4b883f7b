import { readJson } from "../../json/read-json.ts";
import { bodyText } from "../../trace/bodies/body-text.ts";
import type { Entry } from "../../trace/model/types.ts";

/** A prefix, followed by something that cannot be a word: `wh-25d583ee`, `cus_NffrFeUfNV2Hib`. */
const PREFIXED = /^[a-z]{1,12}[-_](?=[\w-]*\d)[\w-]{4,}$/i;

/**
 * Whether the response to a request shows that a value with a prefix is an ID, by its field `id` or `…_id`. The caller
 * may have known the value before, so it need not be in an earlier response.
 */
export function isOwnId(value: string, { response }: Pick<Entry, "response">): boolean {
  if (!PREFIXED.test(value)) return false;
  const text = bodyText(response.content);
  // Most bodies need not be read for that.
  if (!text.includes(value)) return false;
  const body = readJson(text);
  const candidates = [body, ...(typeof body === "object" && body !== null ? Object.values(body) : [])];
  return candidates.some((one) => hasId(one, value));
}

function hasId(value: unknown, id: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, member]) => member === id && /(?:^|[_-])id$|[a-z]I[dD]$/i.test(name));
}
