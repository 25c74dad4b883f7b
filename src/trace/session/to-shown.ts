import { isObject } from "../../json/is-object.ts";
import { mapStrings } from "../../json/map-strings.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { renameAliases } from "../alias.ts";
import { isMaskedEntry } from "../masked-entry.ts";
import { withMaskedSizes } from "../masked-sizes.ts";
import type { Entry, Recorder, Trace } from "../model/types.ts";
import { mapList } from "../stream/lazy-list.ts";

/**
 * A trace in the form in which everything except `gather` reads it: without what recorders pass to each other, and with numbers for the
 * aliases from a session's key, so that a page is the same whatever the key was.
 */
export function toShown({ log }: Trace): Trace {
  const { _wirewalk: origin, entries, ...fields } = log;
  if (origin === undefined) return { log };
  const { manifest, session, aliases, recorders, ...said } = origin;
  if (manifest === undefined && session === undefined && aliases === undefined && recorders === undefined)
    return { log };
  const shown = { ...said, ...onlyKnown({ recorders: recorders?.map(withoutProof) }) };
  if (aliases === undefined) return { log: { ...log, _wirewalk: shown } };
  const names = new Map(Object.entries(aliases));
  const rename = (text: string): string => renameAliases(text, names);
  const renameEntry = (entry: Entry): Entry => withMaskedSizes(mapStrings(entry, rename), isMaskedEntry(entry));
  return {
    log: {
      ...mapStrings(fields, rename),
      entries: mapList(entries, renameEntry),
      _wirewalk: mapStrings(shown, rename),
    },
  };
}

function withoutProof({ log, ...recorder }: Recorder): Recorder {
  if (log === undefined) return recorder;
  const { _wirewalk: origin, ...others } = log;
  if (!isObject(origin)) return { ...recorder, log };
  const { manifest: _manifest, session: _session, aliases: _aliases, ...said } = origin;
  return { ...recorder, log: { ...others, _wirewalk: said } };
}
