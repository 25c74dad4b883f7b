import { builtProgram } from "./built.ts";
import { compare, runProgram, startServer } from "./measure.ts";

const VARIANTS = ["bare", "bare copy", "wirewalk, redaction off", "wirewalk, no worker", "wirewalk", "SnapshotAgent"];

/**
 * undici `request` loop, 1 KiB JSON responses: bare, its bytes copied to disk, recorded to disk, and undici's own SnapshotAgent. With the program and the recorder's worker
 * on one core, next to the server's, and on any core, so that the worker can use the rest of the server's core.
 */
export async function benchRequests(rounds: number): Promise<void> {
  const program = await builtProgram("request-loop");
  const server = await startServer("json-server.ts", [], 0);
  try {
    for (const [concurrency, requests] of [
      [50, 60_000],
      [1, 10_000],
    ] as const) {
      for (const core of [1, "any"] as const) {
        await compare({
          title: `undici request, 1 KiB JSON, concurrency ${concurrency}, ${core === "any" ? "both cores" : "one core"}`,
          variants: VARIANTS,
          rounds,
          measure: (variant) =>
            runProgram(program, [variant, server.origin, String(concurrency), String(requests)], core),
          ratio: { of: "requests/s", better: "more" },
        });
      }
    }
  } finally {
    server.stop();
  }
}

/** Memory must not grow with the number of exchanges. */
export async function benchMemory(rounds: number): Promise<void> {
  const program = await builtProgram("request-loop");
  const server = await startServer("json-server.ts", [], 0);
  try {
    await compare({
      title: "100,000 exchanges, concurrency 50",
      variants: ["bare", "wirewalk"],
      rounds,
      measure: (variant) => runProgram(program, [variant, server.origin, "50", "100000"], 1),
      ratio: { of: "peak RSS MB with save", better: "less" },
    });
  } finally {
    server.stop();
  }
}
