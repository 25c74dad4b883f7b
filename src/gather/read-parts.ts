import { mapStrings } from "../json/map-strings.ts";
import { nameRecorder } from "../otlp/name-recorder.ts";
import { knownAt } from "../sequence/known-at.ts";
import { letterAliases } from "../trace/alias.ts";
import { isMaskedEntry } from "../trace/masked-entry.ts";
import { withMaskedSizes } from "../trace/masked-sizes.ts";
import { fromMicroseconds, toMicroseconds } from "../trace/model/start-time.ts";
import type { Entry, Recorder, Trace } from "../trace/model/types.ts";
import type { Part } from "./part.ts";

/** What the recorders of a trace recorded: of one that was gathered each by itself, as its own file had it. @param name of the recorder @default that of its file */
export function toParts({ log }: Trace, place: string, name = nameRecorder(place)): readonly Part[] {
  const { entries, ...head } = log;
  const recorders = log._wirewalk?.recorders;
  if (recorders === undefined || recorders.length === 0) {
    const entryAt = (index: number): Entry => entryOf(entries, index);
    return [{ name, sha256: undefined, place, length: entries.length, entryAt, log: head }];
  }
  const indexes = new Map(recorders.map(({ id }): [string, number[]] => [id, []]));
  for (let index = 0; index < entries.length; index += 1)
    indexes.get(entryOf(entries, index)._recorder ?? "")?.push(index);
  return recorders.map((recorder): Part => {
    const own = Uint32Array.from(indexes.get(recorder.id) ?? []);
    const restore = createRestorer(recorder);
    return {
      name: recorder.name,
      sha256: recorder.sha256,
      place,
      length: own.length,
      entryAt: (index) => restore(entryOf(entries, knownAt(own, index))),
      log: recorder.log ?? {},
    };
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
    const { _recorder, _twinOf, _twinBy, ...entry } = gathered;
    const start =
      offset === 0 ? entry.startedDateTime : fromMicroseconds(toMicroseconds(entry.startedDateTime) - offset);
    const restored = { ...entry, startedDateTime: start };
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
