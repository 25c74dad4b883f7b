import type { RecordedConnection } from "./places.ts";

/** Names of servers that were never found, as far as the trace goes. */
export function findUnknownNames(connections: readonly RecordedConnection[]): readonly string[] {
  const byName = Map.groupBy(connections, ({ place }) => place.host);
  return [...byName].flatMap(([name, all]) => (all.every(({ error }) => error?.phase === "dns") ? [name] : []));
}
