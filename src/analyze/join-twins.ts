import { onlyKnown } from "../json/only-known.ts";
import type { Entry } from "../trace/model/types.ts";

/**
 * The exchanges without the duplicates that another recorder saw: an exchange that both sides saw is drawn once, as the client saw it. Each
 * side knows its own name best.
 */
export function joinTwins(entries: readonly Entry[]): readonly Entry[] {
  const twins = new Map<string, Entry>();
  const ids = new Set<string | undefined>();
  for (const entry of entries) {
    ids.add(entry._id);
    if (entry._twinOf !== undefined && entry._twinOf !== entry._id) twins.set(entry._twinOf, entry);
  }
  if (twins.size === 0) return entries;
  const drawn = entries.filter((entry) => !isDrawnAlready(entry, twins, ids));
  return Array.from(drawn, (entry) => {
    const twin = entry._id === undefined ? undefined : twins.get(entry._id);
    if (twin === undefined) return entry;
    return {
      ...entry,
      ...onlyKnown({
        _client: entry._client ?? twin._client,
        _server: twin._server ?? entry._server,
        _recorder: twin._recorder === undefined ? entry._recorder : `${entry._recorder ?? "?"}, ${twin._recorder}`,
      }),
    };
  });
}

/** If the twin of an exchange is missing because only part of the trace is shown, the exchange itself is kept. */
function isDrawnAlready(
  entry: Entry,
  twins: ReadonlyMap<string, Entry>,
  ids: ReadonlySet<string | undefined>,
): boolean {
  return entry._twinOf !== undefined && ids.has(entry._twinOf) && twins.get(entry._twinOf) === entry;
}
