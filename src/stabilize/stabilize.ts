import { analyze } from "../analyze/analyze.ts";
import { orderByStart } from "../analyze/event-order.ts";
import type { Profile } from "../analyze/types.ts";
import { type Alignment, type Calls, alignSteps } from "../compare/align-steps.ts";
import { type Call, toCalls } from "../compare/calls.ts";
import { findMoves } from "../compare/find-moves.ts";
import type { StabilizeRules } from "../compare/rules.ts";
import { mapStrings } from "../json/map-strings.ts";
import { onlyKnown } from "../json/only-known.ts";
import { createGroups } from "../sequence/groups.ts";
import { itemAt } from "../sequence/pick.ts";
import { serializeTrace } from "../trace/model/serialize.ts";
import type { CommandOrigin, Entry, Missing, Origin, Trace } from "../trace/model/types.ts";
import { toShown } from "../trace/session/to-shown.ts";
import { type Hands, settleLines } from "./body.ts";
import { renameEntry, settleEntry } from "./entry.ts";
import { type Examples, createExamples } from "./examples.ts";
import { type Slot, fitSlots } from "./fit-slots.ts";
import { createBoundaryRenamer, keepBoundaries, mendBoundaries, noteBoundaries } from "./keep-boundary.ts";
import { nameSteps } from "./name-steps.ts";

export interface StabilizeOptions extends StabilizeRules {
  /** Describes the services. @default participants are hosts, and IDs are recognized by their form */
  readonly profile?: Profile | undefined;
}

export interface Stabilized {
  /** The new recording, with the example values of the earlier one wherever only volatile parts changed. */
  readonly trace: Trace;
  /** Numbers of unchanged, changed, new, and removed exchanges. */
  readonly unchanged: number;
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
}

/**
 * Keeps the example values of an earlier recording of the same flow: IDs, times, tokens, ports. An ID that changed in
 * one place is replaced everywhere. Other changes (a status, a name, a count, a new field) are never hidden. If polls
 * and retries differ only in their number, the earlier ones are kept. Pure; the time grows with the size of both
 * recordings.
 */
export function stabilize(made: Trace, old: Trace, options: StabilizeOptions = {}): Stabilized {
  // An alias of an earlier recording must not represent a secret of a session that is still running.
  const [recorded, previous] = [toShown(made), mendBoundaries(toShown(old))];
  const { profile, ...rules } = options;
  const before = orderByStart(previous.log.entries);
  const callsBefore = toCalls(analyze(previous, { profile }));
  const align = (trace: Trace): { readonly calls: Calls; readonly alignment: Alignment } => {
    const calls: Calls = { before: callsBefore, after: toCalls(analyze(trace, { profile })) };
    return { calls, alignment: alignSteps(calls.before, calls.after, rules) };
  };
  const first = align(recorded);
  const fresh = keepBoundariesOf(recorded, before, first.alignment);
  const after = orderByStart(fresh.log.entries);
  // Bodies that differ by their boundaries alone are the same now.
  const { calls, alignment } = fresh === recorded ? first : align(fresh);
  const examples = createExamples(rules, serializeTrace(fresh));
  // First everything that is in the same place is noted: one id may be identified only by its last place.
  const asIs = (text: string): string => text;
  const noting = {
    settle: examples.note,
    rename: asIs,
    renameShort: asIs,
    renameAt: (_: unknown, value: string) => value,
  };
  for (const [a, b] of alignment.pairs) settlePair(before[a], after[b], about(calls.after[b], noting));
  settleCommand(previous, fresh, noting);

  const slots = toSlots(calls, alignment).map((slot): Slot & { readonly entry: Entry } => {
    const [old, recorded] = [itemAt(before, slot.before), itemAt(after, slot.after)];
    const hands = about(itemAt(calls.after, slot.after), examples);
    const entry = settlePair(old, recorded, hands) ?? (recorded && renameEntry(recorded, hands)) ?? old;
    // A slot has an entry of one of the recordings at least.
    return Object.assign({}, slot, { entry: entry as Entry });
  });
  const entries = nameSteps(fitSlots(slots, { before, after }), { before, after });
  const counts = count(slots, entries, before);
  const isUnchanged = counts.changed + counts.added + counts.removed === 0;
  const trace = toTrace({ fresh, previous, entries, isUnchanged }, examples);
  return { trace: keepManifest(trace, made, old), ...counts };
}

/**
 * Only if the earlier one had a manifest, so that a recording in which nothing changed is the same byte for byte; its writer numbers again.
 */
function keepManifest({ log }: Trace, made: Trace, old: Trace): Trace {
  const manifest = old.log._wirewalk?.manifest && made.log._wirewalk?.manifest;
  if (manifest === undefined || log._wirewalk === undefined) return { log };
  return { log: { ...log, _wirewalk: { ...log._wirewalk, manifest } } };
}

/** What separates the parts of bodies is no example: it is the old one in all of an exchange and in what was printed. */
function keepBoundariesOf(fresh: Trace, before: readonly Entry[], { pairs }: Alignment): Trace {
  const after = orderByStart(fresh.log.entries);
  const boundaries = new Map<string, string>();
  for (const [a, b] of pairs) {
    const [old, recorded] = [before[a], after[b]];
    if (old !== undefined && recorded !== undefined) noteBoundaries(old, recorded, boundaries);
  }
  if (boundaries.size === 0) return fresh;
  const { _wirewalk: origin, entries, ...log } = fresh.log;
  const command = origin?.command;
  const rename = createBoundaryRenamer(boundaries);
  return {
    log: {
      ...log,
      entries: entries.map((entry) => keepBoundaries(entry, rename)),
      ...onlyKnown({
        _wirewalk: origin && { ...origin, ...onlyKnown({ command: command && mapStrings(command, rename) }) },
      }),
    },
  };
}

/** Numbers count what the step is about: the `/id` of a response to `POST /users` is a user's. */
function about(call: Call | undefined, { settle, rename, renameAt }: Hands): Hands {
  const owner = call?.owner ?? "";
  return {
    rename,
    settle: (place, before, after) => settle({ ...place, owner }, before, after),
    renameAt: (place, value) => renameAt({ ...place, owner }, value),
  };
}

function settlePair(before: Entry | undefined, after: Entry | undefined, hands: Hands): Entry | undefined {
  return before && after && settleEntry(before, after, hands);
}

/**
 * In the order of the earlier recording; new and moved ones after the one that they follow now, or after all that they follow, if what ran
 * at the same time came in another order.
 */
function toSlots(calls: Calls, { pairs, repeatsBefore, repeatsAfter }: Alignment): readonly Slot[] {
  const moves = findMoves(calls, pairs);
  const kept = new Map(pairs.filter((_, index) => !moves.has(index)));
  const moved = new Map(pairs.filter((_, index) => moves.has(index)).map(([a, b]) => [b, a]));
  const partnerOf = new Map(Array.from(kept, ([a, b]) => [b, a]));
  const followers = createGroups<number | undefined, Slot>();
  const anchors = findAnchors(calls.after.length, partnerOf);
  for (const after of calls.after.keys()) {
    if (partnerOf.has(after) || repeatsAfter.has(after)) continue;
    const before = moved.get(after);
    followers.add(anchors[after], before === undefined ? { after } : { after, before, isMoved: true });
  }
  const slots: Slot[] = [...followers.of(undefined)];
  for (const before of calls.before.keys()) {
    const after = kept.get(before);
    if (after !== undefined) slots.push({ before, after });
    else if (repeatsBefore.has(before)) slots.push({ before });
    slots.push(...followers.of(before));
  }
  return slots;
}

/**
 * For each call of the second recording, that of the first which it follows. Where all that came before it also come first in the first
 * recording, it is the last of these: otherwise it would come before what it followed.
 */
function findAnchors(length: number, partnerOf: ReadonlyMap<number, number>): readonly (number | undefined)[] {
  const firstLater: number[] = [];
  let first = Infinity;
  for (let after = length - 1; after >= 0; after -= 1) {
    firstLater[after] = first;
    first = Math.min(first, partnerOf.get(after) ?? Infinity);
  }
  let anchor: number | undefined;
  let last = -1;
  return firstLater.map((later, after) => {
    const partner = partnerOf.get(after);
    anchor = partner ?? anchor;
    last = Math.max(last, partner ?? last);
    return anchor !== undefined && last < later ? last : anchor;
  });
}

function count(slots: readonly Slot[], entries: readonly Entry[], before: readonly Entry[]): Omit<Stabilized, "trace"> {
  const kinds = slots.map(({ before: old, after }, index) => {
    if (after === undefined) return "unchanged";
    if (old === undefined) return "added";
    return JSON.stringify(entries[index]) === JSON.stringify(before[old]) ? "unchanged" : "changed";
  });
  const has = (kind: string): number => kinds.filter((one) => one === kind).length;
  const kept = slots.filter((slot) => slot.before !== undefined).length;
  return {
    unchanged: has("unchanged"),
    changed: has("changed"),
    added: has("added"),
    removed: before.length - kept,
  };
}

interface Parts {
  readonly fresh: Trace;
  readonly previous: Trace;
  readonly entries: readonly Entry[];
  readonly isUnchanged: boolean;
}

function toTrace({ fresh, previous, entries, isUnchanged }: Parts, hands: Examples): Trace {
  const { _wirewalk: origin, ...log } = fresh.log;
  if (origin === undefined) return { log: { ...log, entries } };
  const command = settleCommand(previous, fresh, hands);
  const redacted = isUnchanged ? (previous.log._wirewalk?.redacted ?? origin.redacted) : origin.redacted;
  const settled: Origin = {
    ...origin,
    ...onlyKnown({
      flow: origin.flow && mapStrings(origin.flow, hands.rename),
      command,
      missing: settleMissing(previous.log._wirewalk?.missing, origin.missing),
    }),
    redacted,
  };
  return { log: { ...log, entries, _wirewalk: settled } };
}

/** How many connections went past differs from run to run; what went past does not. */
function settleMissing(before: Origin["missing"] = [], after: Origin["missing"]): Origin["missing"] {
  const keyOf = ({ kind, host, reason }: Missing): string => JSON.stringify([kind, host, reason]);
  const known = new Map(before.map((one) => [keyOf(one), one]));
  return after?.map((one) => (one.kind === "bypassed" ? (known.get(keyOf(one)) ?? one) : one));
}

/** What the program printed belongs together line by line. */
function settleCommand(
  previous: Trace,
  fresh: Trace,
  hands: Hands & Pick<Examples, "renameShort">,
): CommandOrigin | undefined {
  const command = fresh.log._wirewalk?.command;
  if (command === undefined) return undefined;
  const old = previous.log._wirewalk?.command;
  const settleOutput = (before: string | undefined, after: string): string =>
    settleLines({ part: "step", before: before ?? "", after: hands.renameShort(after) }, hands);
  return {
    ...command,
    argv: command.argv.map(hands.rename),
    ...onlyKnown({ env: command.env && mapStrings(command.env, hands.rename) }),
    stdout: settleOutput(old?.stdout, command.stdout),
    stderr: settleOutput(old?.stderr, command.stderr),
  };
}
