import { onlyFilled } from "../json/only-filled.ts";
import { onlyIf } from "../json/only-if.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { SessionKey } from "../redact/session/session-key.ts";
import { knownAt } from "../sequence/known-at.ts";
import { mapKnown } from "../sequence/map-known.ts";
import { createTally } from "../sequence/tally.ts";
import { letterAliases } from "../trace/alias.ts";
import { SHORT, renewManifest } from "../trace/manifest/write-manifest.ts";
import { creator } from "../trace/model/creator.ts";
import { type WrittenEntry, serializeTraceChunks } from "../trace/model/serialize.ts";
import { moveStart } from "../trace/model/start-time.ts";
import type { Alike, Entry, Missing, Origin, Page, Recorder } from "../trace/model/types.ts";
import { createSlugCounts, formatStepId } from "../trace/names/step-id.ts";
import { ownList } from "../trace/own-list.ts";
import { type ShortNames, createShortNames } from "../trace/session/short-names.ts";
import { type EntryChanges, changeEntry, changeText } from "./change-entry.ts";
import { describeGuesses } from "./describe-plan.ts";
import { listHashes } from "./marks.ts";
import type { NamedPart } from "./name-recorders.ts";
import type { PartLog } from "./part.ts";
import { type Plan, offsetOf } from "./plan.ts";
import { toToken } from "./token.ts";

/** The text of the trace that a plan makes, piece by piece: one exchange is in memory at a time. */
export function writeGathered(plan: Plan, key?: SessionKey): Generator<string> {
  const names = createShortNames();
  const guesses = describeGuesses(plan);
  const pages = listPages(plan.parts);
  const fields = {
    creator,
    ...onlyFilled({ pages, comment: guesses.join("\n") }),
  };
  const isNamed = plan.parts.some(({ log }) => log._wirewalk?.session !== undefined);
  const entries = isNamed ? watchAliases(finishEntries(plan), names) : finishEntries(plan);
  return serializeTraceChunks(fields, entries, () => ({
    ...toOrigin(plan, key),
    ...onlyKnown({ aliases: names.names() }),
  }));
}

function* watchAliases<One extends Entry | WrittenEntry>(
  entries: Iterable<One>,
  { seeEntry }: ShortNames,
): Generator<One> {
  for (const entry of entries) {
    if (!("pretty" in entry)) seeEntry(entry);
    // The text of an entry that was just written.
    else if (entry.pretty.includes("REDACTED-")) seeEntry(JSON.parse(entry.pretty) as Entry);
    yield entry;
  }
}

function* finishEntries(plan: Plan): Generator<Entry | WrittenEntry> {
  const { parts, order, twins, sightings } = plan;
  const isOne = parts.length === 1;
  const ids = isOne ? NO_IDS : nameAll(plan);
  for (const sighting of order) {
    const [part, index] = [sightings.partOf(sighting), sightings.indexOf(sighting)];
    const twin = twins.ofAnswerer(sighting);
    const changes: EntryChanges = {
      letters: part.letters,
      toStart: (start) => (isOne ? start : moveStart(start, offsetOf(plan, part))),
      // The ids of one recorder stay.
      id: isOne ? undefined : ids.of(sighting),
      rename: (id) => ids.renamed(part, id) ?? id,
      added: { _recorder: part.id, ...(twin === undefined ? {} : { _twinOf: ids.of(twin.asker), _twinBy: twin.by }) },
    };
    const text = part.textAt(index);
    const pretty = text && changeText(text, changes);
    yield pretty === undefined ? changeEntry(part.entryAt(index), changes) : { pretty };
  }
}

/** Ids as one recording of all would have given them. */
interface Ids {
  readonly of: (sighting: number) => string;
  /** The new ID for an ID in its part; undefined if there is none. */
  readonly renamed: (part: NamedPart, id: string) => string | undefined;
}

const NO_IDS: Ids = { of: () => "", renamed: () => undefined };

function nameAll({ parts, order, sightings: { length, partOf, indexOf } }: Plan): Ids {
  const countSlug = createSlugCounts();
  const repeats = new Uint32Array(length);
  // By the token of the id that it has in its own file; of several with one id the last is meant.
  const named = new Map(parts.map((part) => [part, new Map<number, number>()]));
  for (const sighting of order) {
    const [part, index] = [partOf(sighting), indexOf(sighting)];
    repeats[sighting] = countSlug(part.marks.slugOf(index));
    if (!part.marks.isNamed(index)) continue;
    const [own, token] = [named.get(part), part.marks.tokenOf("id", index)];
    if ((own?.get(token) ?? -1) < sighting) own?.set(token, sighting);
  }
  const of = (sighting: number): string =>
    formatStepId(partOf(sighting).marks.slugOf(indexOf(sighting)), knownAt(repeats, sighting));
  return {
    of,
    renamed: (part, id) => {
      const sighting = named.get(part)?.get(toToken(id));
      return sighting === undefined ? undefined : of(sighting);
    },
  };
}

function toOrigin(plan: Plan, key: SessionKey | undefined): Origin {
  const { parts } = plan;
  const origins = parts.map(({ log }) => log._wirewalk);
  const redacted = createTally<string>();
  for (const origin of origins) {
    for (const [name, count] of Object.entries(origin?.redacted ?? {}))
      redacted.add(name, Math.min(count, MOST_REDACTED));
  }
  const missing = parts.flatMap(({ id, log }) =>
    Array.from(ownList(log, "missing"), (one): Missing =>
      parts.length === 1 ? one : { ...one, reason: `${one.reason} (${id})` },
    ),
  );
  const alike = new Map(
    parts.flatMap(({ log, letters }) =>
      ownList(log, "alike").map(({ aliases, but }): [string, Alike] => {
        const one = { aliases: aliases.map((alias) => (letters === "" ? alias : letterAliases(alias, letters))), but };
        return [JSON.stringify(one), one];
      }),
    ),
  );
  return {
    format: 1,
    ...onlyKnown({
      flow: onlyOne(origins.map((origin) => origin?.flow)),
      command: onlyOne(origins.map((origin) => origin?.command)),
      profile: onlyOne(origins.map((origin) => origin?.profile)),
    }),
    ...onlyFilled({ missing, alike: [...alike.values()] }),
    recorders: parts.map((part): Recorder => toRecorder(part, offsetOf(plan, part), key)),
    redacted: Object.fromEntries([...redacted.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** A file's metadata may contain anything, and sums of it have to be numbers. */
const MOST_REDACTED = 1e12;

function toRecorder(part: NamedPart, offset: number, key: SessionKey | undefined): Recorder {
  const { id, name, sha256, length, letters } = part;
  return {
    id,
    name,
    sha256,
    exchanges: length,
    ...onlyFilled({ alias: letters }),
    ...onlyIf(offset !== 0, { offset }),
    log: { ...toLog(part, key) },
  };
}

/** The metadata of its source; if other recorders' secrets were masked in it, its manifest is updated. */
function toLog({ log, isSwept, findings, marks }: NamedPart, key: SessionKey | undefined): PartLog {
  const { _wirewalk: origin } = log;
  const isFine = findings !== undefined && findings.altered.length + findings.added === 0 && !findings.isForged;
  // If exchanges were removed, it still lists which.
  if (!isSwept || !isFine || origin?.manifest?.digests.length !== marks.length * SHORT) return log;
  const sign = origin.session?.id === key?.id ? key?.sign : undefined;
  return {
    ...log,
    _wirewalk: {
      ...origin,
      manifest: renewManifest(origin.manifest, listHashes(marks), sign),
    },
  };
}

/** The common value of all that have one. */
function onlyOne<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const known = new Map(values.filter((value) => value !== undefined).map((value) => [JSON.stringify(value), value]));
  return known.size === 1 ? known.values().next().value : undefined;
}

function listPages(parts: readonly NamedPart[]): readonly Page[] {
  return [
    ...new Map(
      mapKnown(parts, ({ log }) => log.pages)
        .flat()
        .map((page) => [page.id, page]),
    ).values(),
  ];
}
