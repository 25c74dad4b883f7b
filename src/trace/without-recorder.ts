import type { Entry } from "./model/types.ts";

/** An exchange without what only `gather` uses: its recorder, and the exchange that it duplicates. */
export function withoutRecorder(entry: Entry): Entry {
  if (entry._recorder === undefined && entry._twinOf === undefined && entry._twinBy === undefined) return entry;
  const { _recorder, _twinOf, _twinBy, ...own } = entry;
  return own;
}
