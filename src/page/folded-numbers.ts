import type { Fold } from "../analyze/types.ts";

/** Numbers of the arrows that are left out. */
export function listFoldedNumbers(folds: readonly Fold[]): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const { first, last } of folds) {
    for (let number = first; number <= last; number += 1) numbers.add(number);
  }
  return numbers;
}
