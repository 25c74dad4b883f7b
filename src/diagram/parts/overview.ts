import type { Participant, Step, Walkthrough } from "../../analyze/types.ts";
import { countOf } from "../../sequence/count-of.ts";
import { groupBy } from "../../sequence/groups.ts";
import { takeNumbered } from "../../sequence/numbered.ts";
import { toLabel } from "../label.ts";
import { createSafeIds } from "../participant-ids.ts";
import { type SequenceDiagram, type SequenceItem, findEnds } from "../sequence-diagram.ts";
import type { Span } from "./cut.ts";
import type { NamedStart } from "./sections.ts";

/** Lines of an overview that a reader still takes in at once. */
const MOST_LINES = 40;

/**
 * Draws an outline of a large walkthrough: an arrow for each top-level call of the first caller, with a note that counts the calls made on
 * its behalf, and notes about independent calls of others in between. If there are too many, a note for each part, or for several parts
 * together.
 */
export function toOverview(
  walkthrough: Walkthrough,
  spans: readonly Span[],
  sections: readonly NamedStart[] = [],
): SequenceDiagram {
  const calls = listCallRows(walkthrough);
  const rough = calls.length <= MOST_LINES ? calls : joinSpans(spans).map(toSpanRow(walkthrough));
  const rows = addTitles(rough, sections);
  const used = new Set(rows.flatMap(({ participants }) => participants));
  const idOf = createSafeIds(walkthrough.participants);
  const shown = walkthrough.participants.filter(({ id }) => used.has(id));
  return {
    participants: shown.map(({ id, label }) => ({ id: idOf(id), label: toLabel(label) })),
    first: undefined,
    items: rows.flatMap((row) => row.draw(shown, idOf)),
  };
}

/** A note with the name of each part, above its first row. */
function addTitles(rows: readonly Row[], sections: readonly NamedStart[]): readonly Row[] {
  let open = sections.toSorted((a, b) => a.first - b.first);
  return rows.flatMap((row) => {
    const begun = open.filter(({ first }) => first <= row.last);
    open = open.filter(({ first }) => first > row.last);
    return [...begun.map(({ title }) => toTitleRow(title, row.last)), row];
  });
}

function toTitleRow(title: string, last: number): Row {
  return {
    last,
    participants: [],
    draw: (shown, idOf) => [
      toNote(
        shown.map(({ id }) => idOf(id)),
        title,
      ),
    ],
  };
}

interface Row {
  /** Number of the last request in it. */
  readonly last: number;
  /** Ids of the participants in it. */
  readonly participants: readonly string[];
  readonly draw: (shown: readonly Participant[], idOf: (id: string) => string) => readonly SequenceItem[];
}

interface TopCall {
  readonly step: Step;
  /** The calls made on its behalf. */
  readonly inner: readonly Step[];
}

function listCallRows(walkthrough: Walkthrough): readonly Row[] {
  const caller = walkthrough.steps[0]?.client;
  const rows: Row[] = [];
  let between: TopCall[] = [];
  for (const call of listTopCalls(walkthrough)) {
    if (call.step.client === caller) {
      if (between.length > 0) rows.push(toBetweenRow(between));
      between = [];
      rows.push(toCallRow(call));
    } else between.push(call);
  }
  return between.length > 0 ? [...rows, toBetweenRow(between)] : rows;
}

/** Calls that are nested in none and are not folded. */
function listTopCalls({ steps, folds }: Walkthrough): readonly TopCall[] {
  const outer = new Map(steps.map(({ id, nestedIn }) => [id, nestedIn?.step]));
  const inner = groupBy(steps, ({ id }) => findTop(id, outer));
  const folded = listFolded(folds);
  return steps.flatMap((step) => {
    if (step.nestedIn !== undefined || folded.has(step.request.number)) return [];
    return [{ step, inner: inner.of(step.id).filter((one) => one !== step) }];
  });
}

function listFolded(folds: Walkthrough["folds"]): ReadonlySet<number> {
  const ranges = folds.map(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
  return new Set(ranges.flat());
}

function findTop(id: string, outer: ReadonlyMap<string, string | undefined>): string {
  let top = id;
  for (let next = outer.get(top); next !== undefined; next = outer.get(top)) top = next;
  return top;
}

function toCallRow({ step: { client, server, request, response, name }, inner }: TopCall): Row {
  const line = response.failed ? "failed" : "request";
  const call = name?.text ?? `${request.method} ${request.path}`;
  const label = toLabel(`(${request.number})-(${response.number}) ${call}`);
  return {
    last: request.number,
    participants: [client, server],
    draw: (_, idOf) => {
      const [from, to] = [idOf(client), idOf(server)];
      const arrow = { kind: "arrow", number: undefined, from, to, line, activation: undefined, label } as const;
      return inner.length === 0 ? [arrow] : [arrow, toNote([to], countCalls(inner))];
    },
  };
}

function toNote(over: readonly string[], text: string): SequenceItem {
  return { kind: "note", over: findEnds(over), label: toLabel(text) };
}

/** Calls of others while the caller did not wait for it. */
function toBetweenRow(calls: readonly TopCall[]): Row {
  const steps = calls.flatMap(({ step, inner }) => [step, ...inner]);
  const numbers = steps.flatMap(({ request, response }) => [request.number, response.number]);
  const label = `(${Math.min(...numbers)})-(${Math.max(...numbers)}): ${countCalls(steps)}, by others`;
  return toTitleRow(label, Math.max(...steps.map(({ request }) => request.number)));
}

function countCalls(steps: readonly Step[]): string {
  return `${countOf(steps.length, "call")} to ${countOf(new Set(steps.map(({ server }) => server)).size, "service")}`;
}

/** As few parts together as leave no more rows than a reader takes in. */
function joinSpans(spans: readonly Span[]): readonly Span[] {
  const together = Math.ceil(spans.length / MOST_LINES);
  return spans.flatMap(({ first }, index) => {
    if (index % together !== 0) return [];
    return [{ first, last: spans[Math.min(index + together, spans.length) - 1]?.last ?? first }];
  });
}

function toSpanRow({ arrows }: Walkthrough): (span: Span) => Row {
  return ({ first, last }) => {
    const inside = takeNumbered(arrows, { first, last });
    const participants = [...new Set(inside.flatMap(({ from, to }) => [from, to]))];
    const calls = inside.filter(({ kind }) => kind === "request").length;
    return {
      last,
      participants,
      draw: (shown, idOf) => {
        const over = shown.flatMap(({ id }) => (participants.includes(id) ? [idOf(id)] : []));
        return [toNote(over, `(${first})-(${last}): ${countOf(calls, "call")}`)];
      },
    };
  };
}
