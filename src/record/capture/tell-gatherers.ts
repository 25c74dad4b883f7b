import { onlyFilled } from "../../json/only-filled.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { type ReadyEntry, isReady } from "../../trace/journal/ready-entry.ts";
import { createManifest, type ManifestWriter } from "../../trace/manifest/write-manifest.ts";
import { sortByStart } from "../../trace/model/sort-entries.ts";
import type { Entry, Manifest, Origin, Trace } from "../../trace/model/types.ts";
import { createShortNames } from "../../trace/session/short-names.ts";
import type { SaveOptions, SeenExchanges, Sweeper } from "./save.ts";

/** What a recorder adds to its trace for `gather`: what it saw, what it learned, and names to show. */
export interface ForGatherers {
  /** The number of the exchange whose entry comes next. */
  readonly takeNumber: (seq: number) => void;
  /** Called with each entry as it is written. */
  readonly see: (entry: Entry | ReadyEntry) => void;
  /** Called with a piece of the file's text in which the gate omitted something. */
  readonly takeRewritten: (piece: string) => void;
  /** Whether a piece of the file's text is nothing but digests that were made here. */
  readonly isDigests: (piece: string) => boolean;
  /** What is known once all entries have been written. */
  readonly tell: (origin: Partial<Origin>) => Partial<Origin>;
  /** The same for a trace that was changed before it is written. */
  readonly retell: (recorded: Trace, adapted: Trace) => Trace;
}

export function tellGatherers(
  redactor: Sweeper | false,
  { seen, damaged }: Pick<SaveOptions, "seen"> & { readonly damaged: number },
): ForGatherers {
  const session = redactor === false ? undefined : redactor.session;
  const startManifest = (): ManifestWriter => createManifest(session?.sign);
  const names = createShortNames();
  const numberOf = createNumbering(seen);
  const manifest = startManifest();
  const numbers: number[] = [];
  let next = 0;
  const seenUntilNow = (): number => {
    const last = numbers.at(-1) ?? 0;
    return seen === undefined ? last + damaged : Math.max(last, seen.count - seen.abandoned.length);
  };
  let digests = "";
  const finish = (writer: ManifestWriter, seenThen: number): Manifest => {
    const finished = writer.finish(seenThen);
    digests = JSON.stringify(finished.digests);
    return finished;
  };
  return {
    takeNumber: (seq) => {
      next = numberOf(seq);
    },
    see: (entry) => {
      numbers.push(next);
      manifest.add(entry, next);
      // Of a session none is ready: its names are in the values.
      if (session !== undefined && !isReady(entry)) names.seeEntry(entry);
    },
    takeRewritten: (piece) => {
      const [start = ""] = matchParts(/^,?\n {6}(?=\{)/, piece);
      // The text of an entry, as serializeTraceChunks writes it.
      if (start !== "") manifest.replaceLast(JSON.parse(piece.slice(start.length)) as Entry);
    },
    isDigests: (piece) => piece === digests,
    tell: (origin) => {
      const finished = finish(manifest, seenUntilNow());
      if (redactor === false || session === undefined) return { manifest: finished };
      names.see(JSON.stringify(origin));
      const sealed = redactor.sealLearned();
      return {
        manifest: finished,
        session: { id: session.id, ...onlyFilled({ sealed }) },
        ...onlyKnown({ aliases: names.names() }),
      };
    },
    retell: ({ log: recorded }, { log }) => {
      // Nothing is proven of what an earlier recording without a manifest has given its examples.
      if (log._wirewalk?.manifest === undefined) return { log };
      const { manifest: _before, ...origin } = log._wirewalk;
      const entries = sortByStart(log.entries);
      const places = placesOf(recorded.entries, entries);
      // Exchanges that were merged or generated have no number.
      if (places === undefined) return { log: { ...log, _wirewalk: origin } };
      const kept = startManifest();
      // What the user excluded is not missing.
      const isSelected = entries.length < recorded.entries.length;
      for (const [index, entry] of entries.entries())
        kept.add(entry, isSelected ? index + 1 : knownAt(numbers, knownAt(places, index)));
      const seenThen = isSelected ? entries.length : seenUntilNow();
      return { log: { ...log, _wirewalk: { ...origin, manifest: finish(kept, seenThen) } } };
    },
  };
}

/** Exchanges that another recorder records have no number. */
function createNumbering(seen: SeenExchanges | undefined): (seq: number) => number {
  const abandoned = (seen?.abandoned ?? []).toSorted((a, b) => a - b);
  let passed = 0;
  let last = 0;
  return (seq) => {
    while (passed < abandoned.length && knownAt(abandoned, passed) < seq) passed += 1;
    // Merged journals of a session are numbered from the start.
    last = Math.max(last + 1, seq - passed);
    return last;
  };
}

/** The original position of each entry; undefined if it is unknown. */
function placesOf(before: readonly Entry[], after: readonly Entry[]): readonly number[] | undefined {
  if (before.length === after.length) return Array.from(after, (_, index) => index);
  const known = new Map(before.map(({ _id }, index) => [_id, index]));
  let last = -1;
  const places: number[] = [];
  for (const { _id } of after) {
    const place = known.get(_id);
    if (place === undefined || place <= last) return undefined;
    places.push(place);
    last = place;
  }
  return places;
}
