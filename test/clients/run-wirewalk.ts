import { spawn } from "node:child_process";
import { once } from "node:events";

import { findWirewalk } from "../helpers/wirewalk-program.ts";

export interface WirewalkRun {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs wirewalk in its own process, as a user would. `env` is its whole environment except PATH. */
export async function runWirewalk(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<WirewalkRun> {
  const child = spawn(process.execPath, [await findWirewalk(), ...argv], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = await once(child, "close");
  return { exitCode: Number(exitCode), stdout: Buffer.concat(stdout), stderr };
}
