import { builtProgram } from "./built.ts";
import { compare, runProgram, startServer } from "./measure.ts";

const VARIANTS = ["bare", "bare copy", "wirewalk, redaction off", "wirewalk, no worker", "wirewalk", "SnapshotAgent"];

/**
 * undici `request` loop, 1 KiB JSON responses: bare, its bytes copied to disk, recorded to disk, and undici's own SnapshotAgent. With the program and the recorder's worker
 * on one core, next to the server's, and on any core, so that the worker can use the rest of the server's core.
 */
export async function benchRequests(rounds: number): Promise<void> {
  const rows = [
    { concurrency: 50, requests: 60_000, core: 1 },
    { concurrency: 50, requests: 60_000, core: "any" },
    { concurrency: 1, requests: 10_000, core: 1 },
    { concurrency: 1, requests: 10_000, core: "any" },
  ] as const;
  await compareRequests(rounds, { rows, variants: VARIANTS });
}

interface RequestRows {
  readonly rows: readonly { readonly concurrency: number; readonly requests: number; readonly core: 1 | "any" }[];
  readonly variants: readonly string[];
}

/** One comparison per row. */
export async function compareRequests(rounds: number, { rows, variants }: RequestRows): Promise<void> {
  const program = await builtProgram("request-loop");
  const server = await startServer("json-server.ts", [], 0);
  try {
    for (const { concurrency, requests, core } of rows) {
      await compare({
        title: `undici request, 1 KiB JSON, ${requests}, concurrency ${concurrency}, ${core === "any" ? "both cores" : "one core"}`,
        variants,
        rounds,
        measure: (variant) =>
          runProgram(program, [variant, server.origin, String(concurrency), String(requests)], core),
        ratio: { of: "requests/s", better: "more" },
      });
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
