import type { Calls, Found } from "./align-steps.ts";
import { outcomeKeyOf } from "./calls.ts";

/**
 * Pairs what ran at the same time as a pair did in both recordings, and is the same call with the same outcome: among
 * these, a different order is not a move. Adds to `partners`.
 */
export function pairAbreast({ before, after }: Calls, { partners, repeatsBefore, repeatsAfter }: Found): void {
  const groups = new Map<number | undefined, number | undefined>();
  for (const [a, b] of partners) groups.set(before[a]?.group, after[b]?.group);
  const taken = new Set(partners.values());
  const waiting = Map.groupBy(
    [...after.entries()].filter(([index]) => !taken.has(index) && !repeatsAfter.has(index)),
    ([, call]) => `${call.group} ${outcomeKeyOf(call)}`,
  );
  for (const [index, call] of before.entries()) {
    if (partners.has(index) || repeatsBefore.has(index) || !groups.has(call.group)) continue;
    const partner = waiting.get(`${groups.get(call.group)} ${outcomeKeyOf(call)}`)?.shift();
    if (partner !== undefined) partners.set(index, partner[0]);
  }
}
