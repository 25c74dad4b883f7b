import { compare, runProgram } from "./measure.ts";

/** Comparison of two recordings: ten times the exchanges should take ten times as long. */
export async function benchCompare(rounds: number): Promise<void> {
  for (const kind of ["fresh-ids", "reordered"]) {
    await compare({
      title: `compare two recordings, ${kind}, by number of exchanges in each (18 headers and 1 KiB JSON each)`,
      variants: ["1000", "10000"],
      rounds,
      measure: (variant) => runProgram("compare-traces.ts", [variant, kind], 1),
      ratio: { of: "µs/exchange", better: "less" },
    });
  }
}
