import type { Entry } from "./model/types.ts";

/** An exchange without what only `gather` says of it: who recorded it, and of which other it is the twin. */
export function withoutRecorder(entry: Entry): Entry {
  if (entry._recorder === undefined && entry._twinOf === undefined && entry._twinBy === undefined) return entry;
  const { _recorder, _twinOf, _twinBy, ...own } = entry;
  return own;
}
