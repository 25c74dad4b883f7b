import { nameOutcome } from "../outcome.ts";
import type { Step } from "../types.ts";
import type { Inner } from "./find-groups.ts";

/**
 * Polls that ended like the one before them, with the calls made on their behalf, and the number of the first request that ended so. A poll
 * that ended differently is shown, and so are the first poll and the last.
 */
export function findRepeats(polls: readonly Step[], inner: Inner): ReadonlyMap<string, number> {
  const likes = new Map<string, number>();
  let shown: { readonly number: number; readonly outcome: string } | undefined;
  for (const poll of polls.slice(0, -1)) {
    const asked = inner.of(poll.id);
    // The number and order of a service's calls is independent of how they ended.
    const outcome = [nameOutcome(poll), ...[...new Set(asked.map(nameOutcome))].toSorted()].join();
    if (outcome !== shown?.outcome) shown = { number: poll.request.number, outcome };
    else for (const { id } of [poll, ...asked]) likes.set(id, shown.number);
  }
  return likes;
}
