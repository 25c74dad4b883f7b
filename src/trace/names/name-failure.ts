import type { Entry } from "../model/types.ts";

/** Status or code of an exchange that did not go well; undefined for one that did. */
export function nameFailure({
  response,
  _error,
  _spans,
}: Pick<Entry, "response" | "_error" | "_spans">): string | undefined {
  if (_error !== undefined) return _error.code;
  return response.status >= 400 || (response.status === 0 && response.statusText === "")
    ? String(response.status)
    : undefined;
}
