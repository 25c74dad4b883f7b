import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startCollector } from "../scripts/stack/engine.ts";
import { startJaeger } from "../scripts/stack/jaeger.ts";
import { type StartedProcess, stopProcesses } from "../scripts/stack/processes.ts";
import { gather, hasArrived } from "./arrived.ts";

const MAIN = join(import.meta.dirname, "../src/cli/main.ts");
const LOAD = join(import.meta.dirname, "programs/host-load.ts");

/** Duration of the load, and maximum wait for the exchanges to arrive, in seconds. */
const TIMES = { load: 5, patience: 120 };

/**
 * A real Jaeger returns what was sent to it, byte for byte, including a recording that was made while it was down. Needs Jaeger,
 * which takes minutes to build.
 */
export async function benchJaeger(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-jaeger-"));
  const started: StartedProcess[] = [];
  try {
    const jaeger = await startJaeger(folder);
    started.push(jaeger.process);
    const agent = await startCollector("agent", { GATEWAY: jaeger.endpoint }, folder);
    started.push(agent.process);
    const record = async (name: string): Promise<string> => {
      const file = join(folder, `${name}.har`);
      const load = [process.execPath, LOAD, String(TIMES.load)];
      console.log((await run("record", "-o", file, "--otlp", agent.endpoint, "--propagate", "--", ...load)).trim());
      return file;
    };
    const compare = async (name: string, file: string): Promise<void> => {
      const expected = gather([file], join(folder, "expected.har"));
      const places = [`jaeger+${jaeger.query}?session=${name}`];
      const arrival = { places, expected, output: join(folder, "arrived.har"), patience: TIMES.patience };
      const isEqual = await hasArrived(arrival);
      if (!isEqual) process.exitCode = 1;
      const { length } = expected;
      console.log(
        `${name}: ${isEqual ? `equal, byte for byte: ${length} characters` : `NOT equal after ${TIMES.patience} s`}`,
      );
    };
    await compare("shop", await record("shop"));
    process.kill(jaeger.process.pid, "SIGKILL");
    console.log((await run("gather", `jaeger+${jaeger.query}?session=shop`, "-o", join(folder, "none.har"))).trim());
    const late = await record("late");
    const [spans, query] = [jaeger.endpoint, jaeger.query].map((url) => Number(new URL(url).port));
    const again = await startJaeger(folder, { spans: spans ?? 0, query: query ?? 0 });
    started.push(again.process);
    await compare("late", late);
  } finally {
    await stopProcesses(started);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs wirewalk and returns its output. */
async function run(...words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...words], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
  await once(child, "close");
  return said;
}
