import { type Call, keyOf } from "./calls.ts";

/** Positions of calls that request the same thing repeatedly: polls and known retries. A single call is a run of one. */
export type Run = readonly [first: number, ...others: number[]];

/** The place of the call that a run ends with. */
export function lastOf(run: Run): number {
  return run.at(-1) ?? run[0];
}

/**
 * The runs of a lane, in the order of their first calls. How often a client polls depends on how fast the response is: only within a run is
 * a count meaningless. A call that changes something on the server belongs to a run only as a known retry. Several things may be polled in
 * turn, but nothing else may come between.
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
