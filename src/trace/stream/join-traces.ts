import { onlyFilled } from "../../json/only-filled.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import { createTally } from "../../sequence/tally.ts";
import { joinManifests } from "../manifest/join-manifests.ts";
import { toMicroseconds } from "../model/start-time.ts";
import type { Entry, Missing, Origin, Trace } from "../model/types.ts";
import { joinNames } from "../session/short-names.ts";
import { createLazyList, isLazy } from "./lazy-list.ts";

/**
 * One trace of several that follow each other, such as the parts of a long recording, whatever they are called. The metadata of the
 * recording is that of the last one.
 *
 * @param absent parts that are known to lie between them
 */
export function joinTraces(given: readonly [Trace, ...Trace[]], absent: readonly Missing[] = []): Trace {
  const traces = given.toSorted(byStart);
  const logs = traces.map(({ log }) => log);
  const [first] = given;
  const last = traces.at(-1) ?? first;
  const comment = [...new Set(logs.map((log) => log.comment))].filter(Boolean).join("\n");
  const pages = mapKnown(logs, (log) => log.pages).flat();
  const origins = logs.map(({ _wirewalk: origin }) => origin);
  const { _wirewalk: _own, comment: _said, pages: _pages, ...head } = last.log;
  return {
    log: {
      ...head,
      ...onlyFilled({ pages, comment }),
      entries: joinEntries(logs.map(({ entries }) => entries)),
      // Where another tool wrote one of them, all is masked.
      ...onlyKnown({
        _wirewalk: origins.every((origin) => origin !== undefined) ? joinOrigins(origins, absent) : undefined,
      }),
    },
  };
}

/** A trace without exchanges stays at its place in the list, at the end. */
function byStart(a: Trace, b: Trace): number {
  const [start, other] = [a, b].map(({ log: { entries } }) =>
    entries.length === 0 ? Infinity : toMicroseconds(knownAt(entries, 0).startedDateTime),
  );
  return start === other || start === undefined || other === undefined ? 0 : start < other ? -1 : 1;
}

function joinOrigins(origins: readonly Origin[], absent: readonly Missing[]): Origin {
  const redacted = createTally<string>();
  for (const origin of origins) for (const [kind, count] of Object.entries(origin.redacted)) redacted.add(kind, count);
  const missing = [...mapKnown(origins, (origin) => origin.missing).flat(), ...absent];
  const { manifest: _own, aliases: _names, ...last }: Origin = origins.at(-1) ?? { format: 1, redacted: {} };
  return {
    ...last,
    ...onlyFilled({ missing }),
    ...onlyKnown({
      manifest: joinManifests(origins.map(({ manifest }) => manifest)),
      aliases: joinNames(origins.map(({ aliases }) => aliases)),
    }),
    redacted: Object.fromEntries(redacted.entries()),
  };
}

/** A long exchange may have started before those of an earlier part had ended. */
function joinEntries(lists: readonly (readonly Entry[])[]): readonly Entry[] {
  const length = lists.reduce((sum, list) => sum + list.length, 0);
  const [listOf, indexIn] = [new Uint32Array(length), new Uint32Array(length)];
  let at = 0;
  for (const [number, list] of lists.entries()) {
    for (let index = 0; index < list.length; index += 1, at += 1) {
      listOf[at] = number;
      indexIn[at] = index;
    }
  }
  const read = (index: number): Entry => knownAt(knownAt(lists, knownAt(listOf, index)), knownAt(indexIn, index));
  const order = mergeOrder(
    lists.map((list) => list.length),
    (index) => toMicroseconds(read(index).startedDateTime),
  );
  if (lists.some(isLazy)) return createLazyList(length, (index) => read(knownAt(order, index)));
  return Array.from(order, read);
}

/** Indexes in the order of starts. Lists are sorted, so that only those entries are looked at that overlap with an earlier list. */
function mergeOrder(lengths: readonly number[], startOf: (index: number) => number): Uint32Array {
  const order = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0));
  let end = 0;
  for (const length of lengths) {
    const next = end;
    for (let index = end; index < end + length; index += 1) order[index] = index;
    end += length;
    if (next === 0 || length === 0) continue;
    const first = startOf(next);
    let from = next;
    while (from > 0 && startOf(knownAt(order, from - 1)) > first) from -= 1;
    if (from === next) continue;
    const latest = startOf(knownAt(order, next - 1));
    let to = next;
    while (to < end && startOf(to) < latest) to += 1;
    const dated = Array.from(order.subarray(from, to), (index) => ({ index, start: startOf(index) }));
    order.set(
      dated.toSorted((a, b) => a.start - b.start).map(({ index }) => index),
      from,
    );
  }
  return order;
}
