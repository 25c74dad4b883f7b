import { compare, runProgram } from "./measure.ts";

/** Existing page and generated page to merged page: the time for ten times the steps should be ten times as long. */
export async function benchRegions(rounds: number): Promise<void> {
  await compare({
    title: "merge a page, by number of steps (a tenth gone, a tenth new, prose in each)",
    variants: ["500", "5000"],
    rounds,
    measure: (variant) => runProgram("merge-page.ts", [variant], 1),
    ratio: { of: "µs/step", better: "less" },
  });
}
