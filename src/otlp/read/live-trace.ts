import { isObject } from "../../json/is-object.ts";
import { readJson } from "../../json/read-json.ts";
import { createAliasNumbering } from "../../trace/alias.ts";
import { writeScratch } from "../../trace/files/scratch.ts";
import type { Exchange } from "../../trace/journal/exchange.ts";
import { entriesOf } from "../../trace/journal/journal-entries.ts";
import { decodeExchange } from "../../trace/journal/journal.ts";
import { parseRanges } from "../../trace/manifest/ranges.ts";
import { creator } from "../../trace/model/creator.ts";
import type { Loose } from "../../trace/model/loose-fields.ts";
import type { Missing, Trace } from "../../trace/model/types.ts";
import { readSource } from "../../trace/stream/read-source.ts";
import { sourceOfText } from "../../trace/stream/text-source.ts";
import { MOST, addMissing, highest, nameCut, nameRanges } from "./missing-spans.ts";
import { type OwnEntry, type OwnSession, wholeOf } from "./own-spans.ts";

/**
 * The trace of a recording that was sent while in progress: from the lines of its journal, as they become a trace when it ends, and from
 * the exchanges that were sent again then, because they are different in its trace.
 */
export function toLiveTrace(
  session: OwnSession,
  head: Loose,
  { name, isLong }: { readonly name: string; readonly isLong: boolean },
): Trace {
  const { lines, others, cut } = sortOut(session);
  const places = new Set([...lines.map(({ place }) => place), ...others.map(({ place }) => place)]);
  const last = Math.min(session.exchanges ?? highest(places), MOST);
  const missing = [...nameRanges(places, last, ""), ...nameCut(cut)];
  const pieces = write(merge(lines, others), { session, head, missing });
  const source = isLong ? writeScratch(pieces, name) : sourceOfText(Array.from(pieces).join(""), name);
  return readSource(source);
}

interface Placed {
  /** Place in the trace, from 1. */
  readonly place: number;
}

interface Line extends Placed {
  readonly read: () => Exchange | undefined;
}

interface Other extends Placed {
  readonly read: () => unknown;
}

interface Sorted {
  readonly lines: readonly Line[];
  readonly others: readonly Other[];
  /** Exchanges of which only the beginning is available. */
  readonly cut: readonly OwnEntry[];
}

function sortOut(session: OwnSession): Sorted {
  const cut: OwnEntry[] = [];
  const lines: Line[] = [];
  const entries = new Map<number, () => unknown>();
  for (const [own, place] of placesOf(session)) {
    const read = (): Exchange | undefined => decodeExchange(wholeOf(session, own) ?? "");
    if (isSound(read)) {
      lines.push({ place, read });
    } else {
      cut.push(own);
      entries.set(place, () => withoutId(readJson(own.text())));
    }
  }
  const placed = new Set(lines.map(({ place }) => place));
  for (const own of session.entries.values()) {
    const whole = wholeOf(session, own);
    if (whole === undefined) cut.push(own);
    // The data that was sent before is more complete.
    if (whole !== undefined || !placed.has(own.number))
      entries.set(own.number, () => readJson(wholeOf(session, own) ?? own.text()));
  }
  const others = Array.from(entries, ([place, read]) => ({ place, read })).filter(({ read }) => isObject(read()));
  return { lines, others: others.toSorted((a, b) => a.place - b.place), cut };
}

/** The lines that are good, in their order, and the places of their exchanges. */
function* placesOf({ lines, end, exchanges }: OwnSession): Generator<readonly [line: OwnEntry, place: number]> {
  if (end === undefined) {
    for (const [seq, line] of [...lines].toSorted(([a], [b]) => a - b)) yield [line, seq];
    return;
  }
  const places = expand(end.places);
  let count = 0;
  for (const seq of expand(end.lines)) {
    const place = places.next();
    if (place.done === true || (count += 1) > Math.min(exchanges ?? MOST, MOST)) return;
    const line = lines.get(seq);
    if (line !== undefined) yield [line, place.value];
  }
}

/** Number by number, because the ranges may be forged. */
function* expand(text: string): Generator<number> {
  for (const [from, to] of parseRanges(text) ?? []) {
    for (let number = from; number <= to; number += 1) yield number;
  }
}

/** A store may return anything. */
function isSound(read: Line["read"]): boolean {
  try {
    const exchange = read();
    if (exchange === undefined) return false;
    return Array.from(entriesOf([exchange], () => {}, createAliasNumbering())).length === 1;
  } catch {
    return false;
  }
}

/** The beginning of an exchange was sent before its name was known. */
function withoutId(entry: unknown): unknown {
  if (!isObject(entry)) return undefined;
  const { _id, ...others } = entry;
  return others;
}

interface Merged {
  readonly entries: () => Generator;
  /** Places masked, when all entries are written. */
  readonly redacted: Readonly<Record<string, number>>;
}

/** In the order of their places; one exchange is in memory at a time. */
function merge(lines: readonly Line[], others: readonly Other[]): Merged {
  const numbering = createAliasNumbering();
  let place = 0;
  const exchanges = function* (): Generator<Exchange> {
    for (const line of lines) {
      const exchange = line.read();
      place = line.place;
      if (exchange !== undefined) yield exchange;
    }
  };
  return {
    redacted: numbering.counts,
    entries: function* () {
      let at = 0;
      // Every line counts for what those after it are called, also one whose exchange was sent again.
      for (const entry of entriesOf(exchanges(), () => {}, numbering)) {
        for (let other = others[at]; other !== undefined && other.place < place; other = others[at]) {
          yield other.read();
          at += 1;
        }
        const other = others[at];
        if (other?.place === place) at += 1;
        yield other?.place === place ? other.read() : entry;
      }
      for (const other of others.slice(at)) yield other.read();
    },
  };
}

interface Rest {
  readonly session: OwnSession;
  readonly head: Loose;
  readonly missing: readonly Missing[];
}

function* write({ entries, redacted }: Merged, { session, head, missing }: Rest): Generator<string> {
  yield '{"log":{"entries":[';
  let separator = "";
  for (const entry of entries()) {
    yield `${separator}${JSON.stringify(entry)}`;
    separator = ",\n";
  }
  const log: Loose = isObject(head["_wirewalk"])
    ? head
    : { version: "1.2", creator, _wirewalk: { format: 1, redacted }, ...head };
  addMissing(log, missing);
  if (session.end === undefined) log["comment"] = UNENDED;
  yield `],${JSON.stringify(log).slice(1)}}`;
}

const UNENDED = "The recording had not ended yet, or its end is not in the spans.";
