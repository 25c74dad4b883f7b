import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import { builtProgram } from "./built.ts";
import { type Sample, compare, onCore, startServer } from "./measure.ts";
import { installPeers } from "./peers.ts";

const VARIANTS = ["bare", "wirewalk", "nock", "msw", "Polly"];

/** Other people's Node programs, recorded from inside: built-in fetch and node:http, 50 at a time, 1 KiB JSON. */
export async function benchRegister(rounds: number, cores: readonly (1 | "any")[] = [1, "any"]): Promise<void> {
  const peers = installPeers();
  const register = pathToFileURL(await builtProgram("register")).href;
  const server = await startServer("json-server.ts", [], 0);
  try {
    for (const client of ["fetch", "http"]) {
      for (const core of cores) {
        const where = core === "any" ? "both cores" : "one core";
        await compare({
          title: `register route, ${client === "fetch" ? "built-in fetch" : "node:http"}, concurrency 50, ${where}`,
          variants: VARIANTS,
          rounds,
          measure: (variant) => runLoop(client, variant, { origin: server.origin, peers, register, core }),
          ratio: { of: "requests/s", better: "more" },
        });
      }
    }
  } finally {
    server.stop();
  }
}

interface LoopOptions {
  readonly origin: string;
  readonly peers: string;
  /** The module that `--import` loads. */
  readonly register: string;
  readonly core: number | "any";
}

async function runLoop(
  client: string,
  variant: string,
  { origin, peers, register, core }: LoopOptions,
): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  // The peers take ten times as long for each request.
  const requests = variant === "bare" || variant === "wirewalk" ? "20000" : "2000";
  const [file, args] = onCore(core, "register-loop.ts", [client, variant, origin, requests, peers]);
  const child = spawn(file, args, {
    env: {
      ...process.env,
      WIREWALK_TRACE: join(folder, "trace.har"),
      ...(variant === "wirewalk" && { NODE_OPTIONS: `--import ${register}` }),
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let last = "{}";
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith("{")) last = line;
  rmSync(folder, { recursive: true, force: true });
  // The program prints one JSON object of numbers.
  return JSON.parse(last) as Sample;
}
