import { onlyKnown } from "../json/only-known.ts";
import { groupBy } from "../sequence/groups.ts";
import { knownAt } from "../sequence/known-at.ts";
import type { Entry } from "../trace/model/types.ts";
import { orderByStart } from "./event-order.ts";

/** The entries that steps are made of, in the order of the steps. */
export function listDrawn(entries: readonly Entry[]): readonly Entry[] {
  return orderByStart(joinTwins(entries));
}

/**
 * The exchanges without the duplicates that another recorder saw, or that another file has: an exchange that both sides saw is drawn once, as the
 * client saw it. Each side knows its own name best.
 */
function joinTwins(entries: readonly Entry[]): readonly Entry[] {
  const duplicates = findDuplicates(entries);
  if (duplicates.size === 0) return entries;
  const byOriginal = groupBy(duplicates.keys(), (place) => duplicates.get(place));
  const drawn = entries.filter((_entry, place) => !duplicates.has(place));
  return Array.from(drawn, (entry) => {
    const own = entry._id === undefined ? [] : byOriginal.of(entry._id).map((place) => knownAt(entries, place));
    if (own.length === 0) return entry;
    const twin = own.find(({ _twinBy }) => _twinBy !== "copy");
    const recorders = own.flatMap(({ _recorder }) => (_recorder === undefined ? [] : [_recorder]));
    return {
      ...entry,
      ...onlyKnown({
        _client: entry._client ?? twin?._client,
        _server: twin?._server ?? entry._server,
        _recorder: recorders.length === 0 ? entry._recorder : [entry._recorder ?? "?", ...recorders].join(", "),
      }),
    };
  });
}

type Twin = Pick<Entry, "_id" | "_twinBy" | "_twinOf"> & { readonly place: number };

/**
 * Places of the exchanges that are not drawn, with the IDs of those that are drawn for them. An exchange has one twin, and any number of copies; so has
 * the twin, for which the client's view is drawn. If its original is missing because only part of the trace is shown, it is no duplicate; nor if its
 * originals are copies of each other, so that none is lost.
 */
export function findDuplicates(entries: readonly Entry[]): ReadonlyMap<number, string> {
  const named: Twin[] = [];
  for (const [place, { _id, _twinOf, _twinBy }] of entries.entries()) {
    if (_twinOf !== undefined && _twinOf !== _id) named.push({ place, _twinOf, ...onlyKnown({ _id, _twinBy }) });
  }
  if (named.length === 0) return NONE;
  const ids = new Set<string>();
  for (const { _id } of entries) if (_id !== undefined) ids.add(_id);
  const meant = named.filter(({ _twinOf = "" }) => ids.has(_twinOf));
  const notOriginal = new Set(meant.map(({ _id }) => _id));
  const twins = new Map<string, number>();
  for (const { place, _twinOf = "", _twinBy } of meant) {
    if (_twinBy !== "copy" && !notOriginal.has(_twinOf)) twins.set(_twinOf, place);
  }
  const hidden = meant.filter(({ place, _twinOf = "", _twinBy }) => _twinBy === "copy" || twins.get(_twinOf) === place);
  const findDrawn = createChain(new Map(hidden.map(({ _id, _twinOf = "" }) => [_id, _twinOf])));
  return new Map(
    hidden.flatMap(({ place, _twinOf = "" }) => {
      const original = findDrawn(_twinOf);
      return original === undefined ? [] : [[place, original] as const];
    }),
  );
}

const NONE: ReadonlyMap<number, string> = new Map();

/** @returns the original at the end of a chain of them; undefined if it has none because it is a circle */
function createChain(originals: ReadonlyMap<string | undefined, string>): (id: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (id) => {
    const passed = new Set<string>();
    let last: string | undefined = id;
    while (last !== undefined && !known.has(last)) {
      passed.add(last);
      const next = originals.get(last);
      if (next === undefined) break;
      last = passed.has(next) ? undefined : next;
    }
    const drawn = last !== undefined && known.has(last) ? known.get(last) : last;
    for (const one of passed) known.set(one, drawn);
    return drawn;
  };
}
