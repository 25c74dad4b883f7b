import { countOf } from "../sequence/count-of.ts";
import { listFew } from "../sequence/list-few.ts";
import { createTally } from "../sequence/tally.ts";
import { describeMissing } from "../trace/missing.ts";
import { fromMicroseconds } from "../trace/model/start-time.ts";
import { ownList } from "../trace/own-list.ts";
import { describeFindings, describeProof } from "./describe-findings.ts";
import type { Plan } from "./plan.ts";
import { shardOf } from "./shards.ts";
import { spanOf } from "./span-of.ts";
import { CERTAIN } from "./twins/twin-book.ts";

/** Describes what is not proven, for the trace's comment and for the refusal of `--strict`. */
export function describeGuesses({ parts, twins, clocks, unordered, clashes, remarks }: Plan): readonly string[] {
  const likely = Iterator.from(twins)
    .filter(({ by }) => !CERTAIN.has(by))
    .reduce((count) => count + 1, 0);
  const contradictory = Array.from(clocks).filter(([, { isContradictory }]) => isContradictory);
  return [
    ...clashes.map((name) => `Several sources are named "${name}": a hash of their content distinguishes them.`),
    ...contradictory.map(
      ([id, { reference }]) =>
        `The clock of ${id} contradicts that of ${reference}: one of them drifts or jumped. The times are as recorded.`,
    ),
    ...remarks,
    ...parts.flatMap(describeFindings),
    ...describeUnordered(unordered, { clocks, isMatched: likely > 0 }),
    ...(likely > 0
      ? [`Matched by time and content, which is likely but not certain: ${countOf(likely, "exchange")} seen twice.`]
      : []),
  ];
}

interface Related extends Pick<Plan, "clocks"> {
  /** Whether exchanges were matched that are likely but not certain to be the same. */
  readonly isMatched: boolean;
}

/** In one line, however many pairs there are. */
function describeUnordered({ ids, pairs }: Plan["unordered"], { clocks, isMatched }: Related): readonly string[] {
  const isEach = pairs.length === (ids.length * (ids.length - 1)) / 2;
  if (pairs.length > FEW || (isEach && pairs.length > 1)) {
    return [`The order between these is unknown, because nothing relates their clocks: ${listFew(ids, LISTED)}.`];
  }
  if (pairs.length === 0) return [];
  const named = pairs.map(([one, other]) => `between ${one} and ${other}`);
  const why = ids.some((id) => clocks.get(id)?.isContradictory)
    ? "nothing relates their clocks"
    : `no exchange was ${isMatched ? "certainly " : ""}seen by both`;
  return [
    pairs.length === 1
      ? `The order ${named.join("")} is unknown: ${why}, so their clocks decide it.`
      : `The order is unknown ${named.join(", and ")}: ${why}, so their clocks decide it.`,
  ];
}

const FEW = 3;
const LISTED = 10;

/** What would be merged, for people. */
export function describePlan(plan: Plan): readonly string[] {
  const { parts, repeated, twins, clocks, order } = plan;
  const by = createTally<string>();
  for (const twin of twins) {
    if (twin.by !== "copy") by.add(`${twin.by}${CERTAIN.has(twin.by) ? "" : " (likely)"}`);
  }
  return [
    ...parts.map(
      (part) =>
        `${part.id}: ${countOf(part.length, "exchange")}, ${describeSpan(part)}, from ${part.place}${describeAliases(part)}`,
    ),
    ...repeated.map(
      ({ place, length }) => `omitted: ${place}: its ${countOf(length, "exchange")} are in another source`,
    ),
    ...parts.flatMap(({ id }) => describeClock(id, clocks)),
    ...describeShards(plan),
    ...describeProof(parts),
    ...describeCopies(plan),
    ...Array.from(by.entries(), ([what, count]) => `twins by ${what}: ${count}`),
    ...parts.flatMap(({ id, log }) => ownList(log, "missing").map((one) => `${id}: ${describeMissing(one)}`)),
    ...describeGuesses(plan).map((line) => `guessed: ${line}`),
    `one trace of ${countOf(order.length, "exchange")}`,
  ];
}

/** Within a session, no letters are needed to distinguish them. */
function describeAliases({ letters, log }: Plan["parts"][number]): string {
  const session = log._wirewalk?.session?.id;
  if (session !== undefined) return `; aliases of session ${session}`;
  return letters === "" ? "" : `; aliases ${letters}1, ${letters}2, …`;
}

/** `in several sources, and drawn once: 14 exchanges of monday, tuesday` */
function describeCopies({ twins, sightings }: Plan): readonly string[] {
  if (twins.copies === 0) return [];
  const ids = new Set<string>();
  for (const { asker, answerer, by } of twins) {
    if (by === "copy") for (const sighting of [asker, answerer]) ids.add(sightings.partOf(sighting).id);
  }
  const names = listFew([...ids].toSorted(), LISTED);
  return [`in several sources, and drawn once: ${countOf(twins.copies, "exchange")} of ${names}`];
}

function describeShards({ parts, shifts }: Plan): readonly string[] {
  if (shifts.size === 0) return [];
  const counts = [...new Set(parts.map((part) => shardOf(part)?.count).filter((count) => count !== undefined))];
  return [`shards of a run of ${counts.join(" and ")}: each follows the one before it, whenever it was recorded`];
}

function describeSpan(part: Plan["parts"][number]): string {
  if (part.length === 0) return "no time";
  const { from, to } = spanOf(part);
  return `${fromMicroseconds(from)} to ${fromMicroseconds(to)}`;
}

/** `web-2: clock 2500.1 ms behind web-1, ± 1.7 ms; its times are moved` */
function describeClock(id: string, clocks: Plan["clocks"]): readonly string[] {
  const clock = clocks.get(id);
  if (clock === undefined || clock.reference === id || clock.isContradictory) return [];
  const { low, high, offset, reference } = clock;
  const isBounded = Number.isFinite(low) && Number.isFinite(high);
  const middle = isBounded ? (low + high) / 2 : Number.isFinite(low) ? low : high;
  const by = (Math.abs(middle) / 1000).toFixed(1);
  const where = by === "0.0" ? "equal to that of" : `${by} ms ${middle < 0 ? "ahead of" : "behind"}`;
  const certainty = isBounded ? `± ${((high - low) / 2000).toFixed(1)} ms` : "at least";
  const done = offset === 0 ? "nothing proves it wrong" : "its times are moved";
  return [`${id}: clock ${where} ${reference}, ${certainty}; ${done}`];
}

/** The same for programs. */
export function planToJson(plan: Plan): unknown {
  const { parts, repeated, twins, clocks, unordered, clashes, order, sightings } = plan;
  const toPlace = (sighting: number) => ({
    recorder: sightings.partOf(sighting).id,
    exchange: sightings.indexOf(sighting) + 1,
  });
  return {
    exchanges: order.length,
    sources: Array.from(parts, (part) => {
      const clock = clocks.get(part.id);
      const span = part.length === 0 ? undefined : spanOf(part);
      return {
        recorder: part.id,
        place: part.place,
        exchanges: part.length,
        sha256: part.sha256,
        aliases: part.letters,
        from: span && fromMicroseconds(span.from),
        to: span && fromMicroseconds(span.to),
        missing: ownList(part.log, "missing"),
        manifest: part.findings,
        clock: clock && {
          reference: clock.reference,
          offsetMs: clock.offset / 1000,
          // JSON has no infinity.
          lowMs: Number.isFinite(clock.low) ? clock.low / 1000 : null,
          highMs: Number.isFinite(clock.high) ? clock.high / 1000 : null,
          isContradictory: clock.isContradictory,
        },
      };
    }),
    repeated: repeated.map(({ place }) => place),
    clashes,
    unordered: unordered.pairs,
    unorderedRecorders: unordered.ids,
    twins: Iterator.from(twins)
      .filter(({ by }) => by !== "copy")
      .map(({ asker, answerer, by }) => ({
        asker: toPlace(asker),
        answerer: toPlace(answerer),
        by,
        isCertain: CERTAIN.has(by),
      }))
      .toArray(),
    copies: Iterator.from(twins)
      .filter(({ by }) => by === "copy")
      .map(({ asker, answerer }) => ({ original: toPlace(asker), copy: toPlace(answerer) }))
      .toArray(),
    guesses: describeGuesses(plan),
  };
}
