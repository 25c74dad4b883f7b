import { compare, runProgram } from "./measure.ts";

/** Analysis of a trace: ten times the exchanges should take ten times as long. */
export async function benchAnalyze(rounds: number): Promise<void> {
  for (const kind of ["in-turn", "polls", "overlapping", "retries", "nested"]) {
    await compare({
      title: `analyze a trace, ${kind}, by number of exchanges (18 headers and 1 KiB JSON each)`,
      variants: ["1000", "10000"],
      rounds,
      measure: (variant) => runProgram("analyze-trace.ts", [variant, kind], 1),
      ratio: { of: "µs/exchange", better: "less" },
    });
  }
}
