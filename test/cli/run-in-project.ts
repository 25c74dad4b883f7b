import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { tempFolder } from "../helpers/temp-folder.ts";
import { type CliOutcome, runCli } from "./run-cli.ts";

/** Runs wirewalk in a directory, one command at a time. */
export async function run(cwd: string, ...argv: readonly string[]): Promise<CliOutcome> {
  return await runCli(argv, { cwd, env: { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: join(cwd, ".config") } });
}

/** A directory with this project file. */
export async function createProject(config: string): Promise<string> {
  const folder = await tempFolder();
  writeFileSync(join(folder, "wirewalk.config.yaml"), config);
  return folder;
}
