import { onlyKnown } from "../json/only-known.ts";
import { letterAliases } from "../trace/alias.ts";
import type { Entry } from "../trace/model/types.ts";
import { AFTER_RESPONSE } from "./entry-outline.ts";
import { letterEntry } from "./read-parts.ts";

/** How an exchange of one recorder is written into the trace of all. */
export interface EntryChanges {
  /** Letters of its aliases; "" if the aliases stay. */
  readonly letters: string;
  readonly toStart: (start: string) => string;
  /** Its own id. @default it stays */
  readonly id: string | undefined;
  /** The id of another exchange of its recorder. */
  readonly rename: (id: string) => string;
  readonly added: Pick<Entry, "_recorder" | "_twinBy" | "_twinOf">;
}

export function changeEntry(entry: Entry, { letters, toStart, id, rename, added }: EntryChanges): Entry {
  const { startedDateTime, _retryOf, _redirectOf, _nestedIn } = entry;
  const renameKnown = (known: string | undefined): string | undefined => known && rename(known);
  return {
    ...(letters === "" ? entry : letterEntry(entry, letters)),
    startedDateTime: toStart(startedDateTime),
    ...onlyKnown({
      _id: id,
      _retryOf: renameKnown(_retryOf),
      _redirectOf: renameKnown(_redirectOf),
      _nestedIn: renameKnown(_nestedIn),
    }),
    ...added,
  };
}

/**
 * The same for the text of an entry that has an outline, as `serializeTraceChunks` would write it. Undefined if masking
 * changes sizes.
 */
export function changeText(text: string, { letters, toStart, id, rename, added }: EntryChanges): string | undefined {
  const isLettered = letters !== "" && text.includes("REDACTED-");
  if (isLettered && text.includes(MASKED)) return undefined;
  const lettered = isLettered ? letterAliases(text, letters) : text;
  const start = toStart(text.slice(BEFORE_START.length, BEFORE_START.length + START_LENGTH));
  const details = lettered.lastIndexOf(AFTER_RESPONSE);
  const renamed = lettered.slice(details, -END.length).replace(IDS, (line, name: string, quoted: string) => {
    if (name === '"_id"') return id === undefined ? line : `${LINE}${name}: ${JSON.stringify(id)}`;
    return quoted === '""' ? line : `${LINE}${name}: ${JSON.stringify(rename(String(JSON.parse(quoted))))}`;
  });
  const more = Object.entries(added).map(([name, value]) => `,${LINE}"${name}": ${JSON.stringify(value)}`);
  return `${BEFORE_START}${start}${lettered.slice(BEFORE_START.length + START_LENGTH, details)}${renamed}${more.join("")}${END}`;
}

const LINE = "\n        ";
const BEFORE_START = `{${LINE}"startedDateTime": "`;
const START_LENGTH = "2026-11-23T10:00:00.123456Z".length;
const END = "\n      }";
const MASKED = '"_masked": true';

/** Lines of ids; no alias is in them, or the entry would have no outline. */
const IDS = /\n {8}("(?:_id|_retryOf|_redirectOf|_nestedIn)"): ("(?:[^"\\]|\\.)*")/g;
