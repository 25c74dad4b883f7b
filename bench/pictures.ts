import { compare, runProgram } from "./measure.ts";

/** Twenty different diagrams as SVG: one call of mmdc for each, one batch of ours, and the engine without a browser. */
export async function benchPictures(rounds: number): Promise<void> {
  await compare({
    title: "20 SVGs of 10 arrows each, with the start of all programs",
    variants: ["mmdc", "batch", "builtin"],
    rounds,
    measure: (variant) => runProgram("draw-pictures.ts", [variant], 1),
    ratio: { of: "seconds", better: "less" },
  });
}
