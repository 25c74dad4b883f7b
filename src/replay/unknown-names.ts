import type { Entry } from "../trace/model/types.ts";

/** Names of servers that were never found, as far as the trace goes. */
export function findUnknownNames(entries: readonly Entry[]): readonly string[] {
  const areUnknown = new Map<string, boolean>();
  // Without the entries: those of a long trace would not fit into memory.
  for (const { request, _error } of entries) {
    const name = URL.parse(request.url)?.hostname ?? "";
    areUnknown.set(name, _error?.phase === "dns" && areUnknown.get(name) !== false);
  }
  return [...areUnknown].flatMap(([name, isUnknown]) => (isUnknown ? [name] : []));
}
