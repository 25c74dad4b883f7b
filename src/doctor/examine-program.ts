import { accessSync, constants, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, delimiter, join } from "node:path";

import type { Finding } from "./finding.ts";
import { RUNTIMES } from "./runtimes.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Says what a program is, without running it, and whether such programs heed the variables of a recording. */
export function examineProgram(program: string, env: Environment): readonly Finding[] {
  const file = findProgram(program, env["PATH"] ?? "");
  if (file === undefined) {
    const hint = "check its name, and that its folder is in PATH.";
    return [{ subject: program, state: "failure", text: "there is no such program", hint }];
  }
  const content = readFileSync(file);
  const runtime = RUNTIMES.find(({ matches }) => matches({ name: basename(file), ...describe(content) }));
  const found: Finding = { subject: program, state: "ok", text: `${file}: ${runtime?.kind ?? "of an unknown kind"}` };
  if (runtime === undefined) return [found, { ...UNKNOWN, subject: program }];
  const { state, text, hint } = runtime.verdict;
  return [found, { subject: program, state, text, ...(hint !== undefined && { hint }) }];
}

const UNKNOWN: Omit<Finding, "subject"> = {
  state: "warning",
  text: "whether it heeds proxy and certificate variables is not known",
  hint: "record it and see; what went past the recorder is said at the end.",
};

function findProgram(program: string, path: string): string | undefined {
  const candidates = program.includes("/") ? [program] : path.split(delimiter).map((folder) => join(folder, program));
  const file = candidates.find(isExecutable);
  return file && realpathSync(file);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function describe(content: Buffer): { interpreter: string; isElf: boolean; has: (text: string) => boolean } {
  const [, line = ""] = /^#!\s*([^\n]*)/.exec(content.toString("latin1", 0, 256)) ?? [];
  // `#!/usr/bin/env -S python3 -u`
  const program = line.split(/\s+/).find((word) => !word.startsWith("-") && basename(word) !== "env");
  return {
    interpreter: basename(program ?? ""),
    isElf: content.subarray(0, 4).equals(Buffer.from("\u007FELF", "latin1")),
    has: (text) => content.includes(text, 0, "latin1"),
  };
}
