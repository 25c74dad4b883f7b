import type { Entry } from "../model/types.ts";

/** Status or code of an exchange that did not go well; undefined for one that did. */
export function nameFailure({ response, _error }: Pick<Entry, "response" | "_error">): string | undefined {
  if (_error !== undefined) return _error.code;
  return response.status >= 400 || response.status === 0 ? String(response.status) : undefined;
}
