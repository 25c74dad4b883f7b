import { type Sample, compare, runProgram } from "./measure.ts";

/**
 * One trace of ten sources, next to `jq -s`, which only concatenates their entries: it does not distinguish secrets of different sources, and ignores
 * clocks nor twins. CPU time of the whole process, and its peak of memory.
 */
export async function benchGather(rounds: number): Promise<void> {
  for (const exchanges of ["1000", "5000"]) {
    await compare({
      title: `gather 10 sources of ${exchanges} exchanges each`,
      variants: ["jq -s", "wirewalk gather"],
      rounds,
      measure: (variant): Promise<Sample> =>
        runProgram("gather-sources.ts", [variant === "jq -s" ? "jq" : "gather", exchanges], 1),
      ratio: { of: "CPU s", better: "less" },
    });
  }
}
