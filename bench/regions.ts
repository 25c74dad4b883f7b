import { compare, runProgram } from "./measure.ts";

/** Merging a generated page into an existing one: ten times the steps should take ten times as long. */
export async function benchRegions(rounds: number): Promise<void> {
  await compare({
    title: "merge a page, by number of steps (a tenth gone, a tenth new, prose in each)",
    variants: ["500", "5000"],
    rounds,
    measure: (variant) => runProgram("merge-page.ts", [variant], 1),
    ratio: { of: "µs/step", better: "less" },
  });
}
