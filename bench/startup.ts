import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { compare } from "./measure.ts";

const MAIN = join(import.meta.dirname, "../dist/cli/main.js");
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "node -e 0": ["-e", "0"],
  "wirewalk --version": [MAIN, "--version"],
  "wirewalk --help": [MAIN, "--help"],
};

/** Start-up of the built program. Each sample is the fastest of ten runs, as the others measure the machine. */
export async function benchStartup(rounds: number): Promise<void> {
  await compare({
    title: "start-up",
    variants: Object.keys(COMMANDS),
    rounds,
    measure: async (variant) => ({
      ms: Math.min(...Array.from({ length: 10 }, () => timeRun(COMMANDS[variant] ?? []))),
    }),
    // "1.5 times node -e 0" reads as it is said: the ratio is time over time.
    ratio: { of: "ms", better: "more" },
  });
}

function timeRun(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}. Run \`npm run build\` first.`);
  return performance.now() - start;
}
