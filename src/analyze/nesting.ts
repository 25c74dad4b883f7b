import type { Nesting, Step } from "./types.ts";

/**
 * Finds, for each step whose client was answering another one when it asked, that outer step. A header that both carry
 * decides; where neither has one, the newest open call does. A call that goes on for one that has ended is in none.
 *
 * @param steps in the order of their requests
 */
export function findNesting(steps: readonly Step[]): ReadonlyMap<string, Nesting> {
  const nestings = new Map<string, Nesting>();
  const open = new Map<string, OpenCall[]>();
  const known = new Map<string, Set<string>>();
  for (const step of steps) {
    const { client, server, request } = step;
    const calls = (open.get(client) ?? []).filter(({ step: outer }) => outer.response.number > request.number);
    open.set(client, calls);
    const nesting = chooseOuter(step, calls, known.get(client) ?? new Set());
    if (nesting !== undefined) nestings.set(step.id, nesting);
    const marks = readMarks(step);
    open.set(server, [...(open.get(server) ?? []), { step, marks }]);
    const seen = known.get(server) ?? new Set();
    known.set(server, seen);
    for (const mark of marks) seen.add(mark);
  }
  return nestings;
}

interface OpenCall {
  readonly step: Step;
  /** What a call made on its behalf may carry. */
  readonly marks: ReadonlySet<string>;
}

/** @param known what calls to this client carried, those that have ended too */
function chooseOuter(step: Step, calls: readonly OpenCall[], known: ReadonlySet<string>): Nesting | undefined {
  const sent = listMarks(step.request.headers);
  for (const mark of sent) {
    const outer = calls.findLast(({ marks }) => marks.has(mark));
    if (outer !== undefined) return { step: outer.step.id, evidence: toEvidence(mark) };
  }
  const newest = calls.at(-1);
  if (newest === undefined || sent.some((mark) => known.has(mark))) return undefined;
  return { step: newest.step.id, evidence: "time" };
}

/** A service hands its own request id on, so the answer's counts as well. */
function readMarks({ request, response }: Step): ReadonlySet<string> {
  return new Set([...listMarks(request.headers), ...listMarks(response.headers)]);
}

/** Strongest first. */
function listMarks(headers: Step["request"]["headers"]): readonly string[] {
  const marks = headers.flatMap(({ name, value }): readonly string[] => {
    const known = name.toLowerCase();
    // Of a W3C trace context only the trace id stays the same from call to call.
    if (known === "traceparent") return [`${TRACE} ${value.split("-", 2)[1] ?? ""}`];
    return REQUEST_ID.test(known) && value !== "" ? [`id ${value}`] : [];
  });
  return marks.toSorted((one, other) => Number(other.startsWith(TRACE)) - Number(one.startsWith(TRACE)));
}

const TRACE = "trace";
const REQUEST_ID = /^(?:x-b3-traceid|x-(?:[a-z]+-)?(?:request|correlation)-id)$/;

function toEvidence(mark: string): Nesting["evidence"] {
  return mark.startsWith(TRACE) ? "traceparent" : "request-id";
}
