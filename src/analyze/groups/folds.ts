import type { Arrow, Fold } from "../types.ts";

/**
 * Finds the runs of arrows that are omitted.
 *
 * @param likes steps that only repeat others, and the number of a request that is like them
 */
export function findFolds(arrows: readonly Arrow[], likes: ReadonlyMap<string, number>): readonly Fold[] {
  const folds: Fold[] = [];
  let open: Fold | undefined;
  for (const { number, kind, step } of arrows) {
    const like = likes.get(step);
    if (like === undefined) {
      if (open !== undefined) folds.push(open);
      open = undefined;
    } else {
      const count: number = (open?.count ?? 0) + (kind === "request" ? 1 : 0);
      open = { first: open?.first ?? number, last: number, count, like: open?.like ?? like };
    }
  }
  return open === undefined ? folds : [...folds, open];
}
