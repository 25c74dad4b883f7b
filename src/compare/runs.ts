import { type Call, keyOf } from "./calls.ts";

/** Places of calls that ask for the same thing again and again: polls and known retries. A call that stands alone is a run of one. */
export type Run = readonly [first: number, ...others: number[]];

/** The place of the call that a run ends with. */
export function lastOf(run: Run): number {
  return run.at(-1) ?? run[0];
}

/**
 * The runs of a lane, in the order of their first calls. How often a client asks depends on how fast the answer is: only
 * within a run a count says nothing. What changes something on the server belongs to one only as a known retry.
 * Several things may be polled in turn, but nothing else comes between.
 */
export function findRuns(calls: readonly Call[], places: readonly number[]): readonly Run[] {
  const runs: [number, ...number[]][] = [];
  const open = new Map<string, [number, ...number[]]>();
  let kind: string | undefined;
  for (const place of places) {
    const call = calls[place];
    if (call === undefined) continue;
    if (keyOf(call) !== kind) open.clear();
    kind = keyOf(call);
    // Within one recording the same thing has the same URL, whatever its id is in another.
    const { url } = call.step.request;
    const known = isRepeatable(call) ? open.get(url) : undefined;
    if (known !== undefined) known.push(place);
    else {
      const run: [number] = [place];
      runs.push(run);
      open.set(url, run);
    }
  }
  return runs;
}

function isRepeatable({ step }: Call): boolean {
  return step.request.method === "GET" || step.request.method === "HEAD" || step.retryOf !== undefined;
}
