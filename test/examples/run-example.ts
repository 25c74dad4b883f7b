import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { tempFolder } from "../helpers/temp-folder.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples");

export interface Outcome {
  readonly exitCode: number | null;
  /** Both streams, without colors. */
  readonly output: string;
}

export interface Example {
  readonly run: (program: string, ...args: readonly string[]) => Outcome;
  readonly read: (file: string) => string;
  readonly remove: (file: string) => void;
  /** Edits a file as a person would. Throws if the text to replace is not there. */
  readonly edit: (file: string, from: string, to: string) => void;
}

/** A copy of an example's directory, with the packages installed next to it. */
export async function copyExample(name: string, more: NodeJS.ProcessEnv = {}): Promise<Example> {
  const folder = join(await tempFolder(), name);
  cpSync(join(EXAMPLES, name), folder, { recursive: true });
  // A directory that other examples use too.
  cpSync(join(EXAMPLES, "fastify"), join(folder, "../fastify"), { recursive: true });
  cpSync(join(EXAMPLES, "package.json"), join(folder, "../package.json"));
  symlinkSync(join(EXAMPLES, "node_modules"), join(folder, "../node_modules"));
  const { CI: _ci, GITHUB_ACTIONS: _actions, NO_COLOR: _color, ...inherited } = process.env;
  const env = { ...inherited, WIREWALK_CONFIG_DIR: join(folder, "../.config"), ...more };
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  return {
    run: (program, ...args) => {
      const command = program === "node" ? process.execPath : join(EXAMPLES, "node_modules/.bin", program);
      const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
      return { exitCode: status, output: stripVTControlCharacters(stdout + stderr) };
    },
    read,
    remove: (file) => rmSync(join(folder, file)),
    edit: (file, from, to) => {
      const text = read(file);
      if (!text.includes(from)) throw new Error(`"${file}" has no "${from}".`);
      writeFileSync(join(folder, file), text.replace(from, to));
    },
  };
}
