import { textAt } from "../sequence/text-at.ts";
import type { Nesting, Step } from "./types.ts";

/**
 * Finds the outer step of each step: the call that its client was processing when it sent the request. A header in both
 * decides; without one, the newest open call is the outer step. A call that continues after its outer call has ended
 * has no outer step.
 *
 * @param steps in the order of their requests
 * @param told the outer step according to the source of the trace, by step; "" for none. @default nothing
 */
export function findNesting(
  steps: readonly Step[],
  told: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, Nesting> {
  const nestings = new Map<string, Nesting>();
  // A participant that sends no requests has nothing nested in its calls.
  const desks = new Map(steps.map(({ client }): [string, Desk] => [client, { open: [], known: new Set() }]));
  const ends = new Map<string, number>();
  for (const step of steps) {
    const own = desks.get(step.client) ?? { open: [], known: new Set() };
    own.open = own.open.filter(({ step: outer }) => outer.response.number > step.request.number);
    const outer = told.get(step.id);
    const nesting = outer === undefined ? chooseOuter(step, own) : takeTold(outer, step, ends);
    if (nesting !== undefined) nestings.set(step.id, nesting);
    ends.set(step.id, step.response.number);
    const desk = desks.get(step.server);
    if (desk === undefined) continue;
    const marks = readMarks(step);
    desk.open.push({ step, marks });
    for (const mark of marks) desk.known.add(mark);
  }
  return nestings;
}

/** @param ends numbers of the responses to the steps before this one */
function takeTold(outer: string, step: Step, ends: ReadonlyMap<string, number>): Nesting | undefined {
  return (ends.get(outer) ?? 0) > step.request.number ? { step: outer, evidence: "span" } : undefined;
}

/** The calls to which a participant has not responded yet. */
interface Desk {
  open: OpenCall[];
  /** The correlation headers of calls to it, including calls that have ended. */
  readonly known: Set<string>;
}

interface OpenCall {
  readonly step: Step;
  /** The correlation headers that a call made on its behalf may have. */
  readonly marks: ReadonlySet<string>;
}

function chooseOuter(step: Step, { open, known }: Desk): Nesting | undefined {
  const sent = listMarks(step.request.headers);
  for (const mark of sent) {
    const outers = open.filter(({ marks }) => marks.has(mark));
    const outer = outers.at(-1);
    // Several calls may belong to one trace; then only the time decides.
    if (outer !== undefined) return { step: outer.step.id, evidence: outers.length > 1 ? "time" : toEvidence(mark) };
  }
  const newest = open.at(-1);
  if (newest === undefined || sent.some((mark) => known.has(mark))) return undefined;
  return { step: newest.step.id, evidence: "time" };
}

/** A service passes its own request id on, so the id in the response counts as well. */
function readMarks({ request, response }: Step): ReadonlySet<string> {
  return new Set([...listMarks(request.headers), ...listMarks(response.headers)]);
}

/** Strongest first. */
function listMarks(headers: Step["request"]["headers"]): readonly string[] {
  const marks = headers.flatMap(({ name, value }): readonly string[] => {
    const known = name.toLowerCase();
    // In a W3C trace context, only the trace ID stays the same from call to call.
    if (known === "traceparent") return [`${TRACE} ${textAt(value.split("-", 2), 1)}`];
    return REQUEST_ID.test(known) && value !== "" ? [`id ${value}`] : [];
  });
  return marks.toSorted((one, other) => Number(other.startsWith(TRACE)) - Number(one.startsWith(TRACE)));
}

const TRACE = "trace";
const REQUEST_ID = /^(?:x-b3-traceid|x-(?:[a-z]+-)?(?:request|correlation)-id)$/;

function toEvidence(mark: string): Nesting["evidence"] {
  return mark.startsWith(TRACE) ? "traceparent" : "request-id";
}
