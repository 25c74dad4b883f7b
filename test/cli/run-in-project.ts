import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { tempFolder } from "../helpers/temp-folder.ts";

const ROOT = join(import.meta.dirname, "../..");

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs wirewalk in a folder, in a process of its own. */
export async function run(cwd: string, ...argv: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [join(ROOT, "src/cli/main.ts"), ...argv], {
    cwd,
    env: { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: join(cwd, ".config") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = await once(child, "close");
  return { exitCode: Number(exitCode), stdout, stderr };
}

/** A folder with this configuration. */
export async function createProject(config: string): Promise<string> {
  const folder = await tempFolder();
  writeFileSync(join(folder, "wirewalk.config.yaml"), config);
  return folder;
}
