import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { type Sample, compare, startServer } from "./measure.ts";
import { installPeers } from "./peers.ts";

const VARIANTS = ["bare", "wirewalk", "nock", "msw", "Polly"];
const REGISTER = new URL("../src/record/register/register.ts", import.meta.url).href;

/** Other people's Node programs, recorded from inside: built-in fetch and node:http, 50 at a time, 1 KiB JSON. */
export async function benchRegister(rounds: number): Promise<void> {
  const peers = installPeers();
  const server = await startServer("json-server.ts", [], 0);
  try {
    for (const client of ["fetch", "http"]) {
      await compare({
        title: `register route, ${client === "fetch" ? "built-in fetch" : "node:http"}, concurrency 50`,
        variants: VARIANTS,
        rounds,
        measure: (variant) => runLoop(client, variant, { origin: server.origin, peers }),
        ratio: { of: "requests/s", better: "more" },
      });
    }
  } finally {
    server.stop();
  }
}

async function runLoop(
  client: string,
  variant: string,
  { origin, peers }: { readonly origin: string; readonly peers: string },
): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  // The peers take ten times as long for a request.
  const requests = variant === "bare" || variant === "wirewalk" ? "20000" : "2000";
  const flags = variant === "wirewalk" ? ["--import", REGISTER] : [];
  const program = join(import.meta.dirname, "programs/register-loop.ts");
  const argv = ["-c", "1", process.execPath, ...flags, program, client, variant, origin, requests, peers];
  const child = spawn("taskset", argv, {
    env: { ...process.env, WIREWALK_TRACE: join(folder, "trace.har") },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let last = "{}";
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith("{")) last = line;
  rmSync(folder, { recursive: true, force: true });
  // The program prints one JSON object of numbers.
  return JSON.parse(last) as Sample;
}
