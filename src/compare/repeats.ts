import { type Call, outcomeKeyOf } from "./calls.ts";

/**
 * Polls and retries without a partner that stand in their lane beside one like them that has a partner: how often a
 * client asks depends on how fast the answer is. What changes something on the server counts only as a known retry.
 */
export function findRepeats(calls: readonly Call[], hasPartner: (index: number) => boolean): ReadonlySet<number> {
  const repeats = new Set<number>();
  for (const places of Map.groupBy(calls.keys(), (index) => calls[index]?.lane).values()) {
    markRun(calls, places, { hasPartner, repeats });
    markRun(calls, places.toReversed(), { hasPartner, repeats });
  }
  return repeats;
}

interface Marks {
  readonly hasPartner: (index: number) => boolean;
  readonly repeats: Set<number>;
}

function markRun(calls: readonly Call[], places: readonly number[], { hasPartner, repeats }: Marks): void {
  let known: string | undefined;
  for (const place of places) {
    const call = calls[place];
    if (call === undefined) continue;
    const key = outcomeKeyOf(call);
    if (hasPartner(place)) known = key;
    else if (known === key && isRepeatable(call)) repeats.add(place);
    else known = undefined;
  }
}

function isRepeatable({ step }: Call): boolean {
  return step.request.method === "GET" || step.request.method === "HEAD" || step.retryOf !== undefined;
}
