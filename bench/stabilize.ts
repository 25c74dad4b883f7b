import { compare, runProgram } from "./measure.ts";

/** Keeping the examples of an earlier recording: ten times the exchanges should take ten times as long. */
export async function benchStabilize(rounds: number): Promise<void> {
  await compare({
    title: "keep the examples of an earlier recording, by number of exchanges (18 headers and 1 KiB JSON each)",
    variants: ["1000", "10000"],
    rounds,
    measure: (variant) => runProgram("compare-traces.ts", [variant, "stabilize"], 1),
    ratio: { of: "µs/exchange", better: "less" },
  });
}
