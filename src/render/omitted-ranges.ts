import { UserError } from "../errors.ts";
import type { OmittedRange } from "./page-options.ts";

/** The range that each omitted arrow belongs to. @throws UserError for a range that ends before it starts, leaves the diagram or meets another */
export function checkRanges(ranges: readonly OmittedRange[], arrows: number): ReadonlyMap<number, OmittedRange> {
  const byNumber = new Map<number, OmittedRange>();
  for (const range of ranges) {
    const { from, to } = range;
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1 || from > to || to > arrows) {
      throw new UserError(`Cannot leave out the arrows ${from}-${to}.`, {
        hint: `The diagram has the arrows 1-${arrows}; give the first and the last to leave out.`,
      });
    }
    for (let number = from; number <= to; number += 1) {
      const other = byNumber.get(number);
      if (other !== undefined) {
        throw new UserError(`The arrows ${from}-${to} and ${other.from}-${other.to} are left out twice.`, {
          hint: "Give ranges that do not meet.",
        });
      }
      byNumber.set(number, range);
    }
  }
  return byNumber;
}
