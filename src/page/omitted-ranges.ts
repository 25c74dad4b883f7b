import type { Step, Walkthrough } from "../analyze/types.ts";
import { type OptionPath, UserError } from "../errors.ts";
import { adviseNearest } from "../sequence/nearest-name.ts";
import { lastNumberOf } from "../sequence/numbered.ts";
import type { OmittedRange } from "./page-options.ts";

/** A range of arrows by their numbers. */
export type NumberedRange = OmittedRange & { readonly from: number; readonly to: number };

/**
 * The range that each omitted arrow belongs to.
 *
 * @throws UserError for a range that ends before it starts, leaves the diagram, meets another or names no step
 */
export function checkRanges(
  ranges: readonly OmittedRange[],
  walkthrough: Walkthrough,
): ReadonlyMap<number, NumberedRange> {
  const { arrows } = walkthrough;
  const [first, last] = [arrows[0]?.number ?? 1, lastNumberOf(arrows)];
  const byNumber = new Map<number, NumberedRange>();
  for (const [index, range] of ranges.entries()) {
    const option = ["omit", index] as const;
    const [from, to] = [
      findArrow(range.from, { side: "request", option: [...option, "from"] }, walkthrough),
      findArrow(range.to, { side: "response", option: [...option, "to"] }, walkthrough),
    ];
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < first || from > to || to > last) {
      throw new UserError(`Cannot omit the arrows ${from}-${to}.`, {
        hint: `Choose the first and the last arrow from ${first} to ${last}.`,
        option,
      });
    }
    const numbered = Object.assign({ ...range }, { from, to });
    for (let number = from; number <= to; number += 1) {
      const other = byNumber.get(number);
      if (other !== undefined) {
        throw new UserError(`The omitted ranges ${from}-${to} and ${other.from}-${other.to} overlap.`, {
          hint: "Give ranges that do not overlap.",
          option,
        });
      }
      byNumber.set(number, numbered);
    }
  }
  return byNumber;
}

interface Side {
  readonly side: "request" | "response";
  readonly option: OptionPath;
}

/** Of a step by its id, or of the first or last step of this operation: its request, or its response. */
export function findArrow(place: number | string, { side, option }: Side, { steps }: Walkthrough): number {
  if (typeof place === "number") return place;
  const isOperation = (step: Step): boolean => listOperations(step).includes(place);
  const step =
    steps.find(({ id }) => id === place) ??
    (side === "request" ? steps.find(isOperation) : steps.findLast(isOperation));
  if (step !== undefined) return step[side].number;
  const known = steps.flatMap((one) => [one.id, ...listOperations(one)]);
  const reason = `the trace has no such step or operation.${adviseNearest(place, known)}`;
  const doing = option[0] === "omit" ? "omit from or to" : "begin a section at";
  throw new UserError(`Cannot ${doing} "${place}": ${reason}`, {
    option,
    hint: `Its steps: ${steps
      .slice(0, 20)
      .map(({ id }) => id)
      .join(", ")}.`,
  });
}

/** Ids that the profile and an OpenAPI document give it. */
function listOperations({ operation, described }: Step): readonly string[] {
  return [operation?.id, described?.id].filter((id) => id !== undefined);
}
