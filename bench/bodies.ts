import { compare, runProgram, startServer } from "./measure.ts";

/** One long body through the recorder, which keeps the beginning of bodies over the limit and computes the SHA-256 of the whole body. */
export async function benchBodies(rounds: number): Promise<void> {
  const server = await startServer("body-server.ts", [], 0);
  try {
    for (const [direction, megabytes] of [
      ["down", 300],
      ["up", 600],
    ] as const) {
      await compare({
        title: `one body of ${megabytes} MB, ${direction}`,
        variants: ["bare", "wirewalk", "SnapshotAgent"].filter(
          (name) => direction === "down" || name !== "SnapshotAgent",
        ),
        rounds,
        measure: (variant) => runProgram("body-transfer.ts", [variant, server.origin, direction, String(megabytes)], 1),
        ratio: { of: "MB/s", better: "more" },
      });
    }
  } finally {
    server.stop();
  }
}
