import { UserError } from "../errors.ts";
import { mapStrings } from "../json/map-strings.ts";
import { nameRecorder } from "../otlp/name-recorder.ts";
import { letterAliases } from "../trace/alias.ts";
import { isMaskedEntry } from "../trace/masked-entry.ts";
import { withMaskedSizes } from "../trace/masked-sizes.ts";
import { isTrace } from "../trace/model/checks.ts";
import { creator } from "../trace/model/creator.ts";
import { moveStart } from "../trace/model/start-time.ts";
import type { Entry, Recorder, Trace } from "../trace/model/types.ts";
import { entryTextsOf } from "../trace/stream/entry-texts.ts";
import { NumberList } from "../trace/stream/number-list.ts";
import { withoutRecorder } from "../trace/without-recorder.ts";
import type { Part, PartLog } from "./part.ts";

/**
 * The recordings of the recorders of a trace; for a gathered trace, each separately, as in its own file.
 *
 * @param name of the recorder @default that of its file
 */
export function toParts({ log }: Trace, place: string, name = nameRecorder(place)): readonly Part[] {
  const { entries, ...head } = log;
  const recorders = log._wirewalk?.recorders;
  if (recorders === undefined || recorders.length === 0) {
    const entryAt = (index: number): Entry => withoutRecorder(entryOf(entries, index));
    const texts = entryTextsOf(entries);
    return [{ name, sha256: undefined, place, length: entries.length, entryAt, texts, log: head }];
  }
  const own = new Map(recorders.map((recorder) => [recorder.id, { recorder, indexes: new NumberList() }]));
  const strays = new NumberList();
  for (let index = 0; index < entries.length; index += 1) {
    (own.get(entryOf(entries, index)._recorder ?? "")?.indexes ?? strays).push(index);
  }
  const parts = Array.from(own.values(), ({ recorder, indexes }): Part => {
    const restore = createRestorer(recorder);
    return {
      name: recorder.name,
      sha256: SHA256.test(recorder.sha256) ? recorder.sha256 : undefined,
      place,
      length: indexes.length,
      entryAt: (index) => restore(entryOf(entries, indexes.at(index))),
      log: logOf(recorder, place),
    };
  });
  if (strays.length === 0) return parts;
  // Someone added them later.
  const entryAt = (index: number): Entry => withoutRecorder(entryOf(entries, strays.at(index)));
  return [...parts, { name, sha256: undefined, place, length: strays.length, entryAt, log: {} }];
}

const SHA256 = /^[0-9a-f]{16}$/;

/** @throws UserError if it is not: a file's metadata may contain anything. */
function logOf({ id, log = {} }: Recorder, place: string): PartLog {
  if (isTrace({ log: { version: "1.2", creator, ...log, entries: [] } })) return log;
  throw new UserError(`"${place}" lacks the details of its recorder "${id}" that gather writes.`, {
    hint: "Gather the files of the recorders again.",
  });
}

function entryOf(entries: readonly Entry[], index: number): Entry {
  const entry = entries[index];
  if (entry === undefined) throw new RangeError(`Exchange ${index} does not exist.`);
  return entry;
}

/** Takes back what `gather` did to the entries of a recorder. */
function createRestorer({ alias, offset = 0 }: Recorder): (entry: Entry) => Entry {
  return (gathered) => {
    const entry = withoutRecorder(gathered);
    const restored = offset === 0 ? entry : { ...entry, startedDateTime: moveStart(entry.startedDateTime, -offset) };
    return alias === undefined ? restored : letterEntry(restored, "");
  };
}

/** The entry with other letters in its aliases, and the sizes that its masked bodies have then. */
export function letterEntry(entry: Entry, letters: string): Entry {
  return withMaskedSizes(
    mapStrings(entry, (text) => letterAliases(text, letters)),
    isMaskedEntry(entry),
  );
}
