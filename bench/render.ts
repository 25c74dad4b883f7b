import { compare, runProgram } from "./measure.ts";

/** Rendering a page: ten times the exchanges should take ten times as long. */
export async function benchRender(rounds: number): Promise<void> {
  await compare({
    title: "render a page, by number of exchanges (18 headers and 1 KiB JSON each)",
    variants: ["1000", "10000"],
    rounds,
    measure: (variant) => runProgram("render-page.ts", [variant], 1),
    ratio: { of: "µs/exchange", better: "less" },
  });
}
