import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { Environment } from "./environment.ts";
import { describeProgram, findProgram } from "./program-file.ts";

/** Oldest Node version that supports the in-process recorder: `--import` in NODE_OPTIONS, and the recorder's syntax. */
const OLDEST = [22, 19] as const;

/**
 * Whether a program is run by a Node that can record it from inside. That records what no proxy sees: undici's own clients and agents
 * ignore the proxy variables. Runs that Node to get its version.
 */
export async function isRecordableNode(program: string, env: Environment): Promise<boolean> {
  const file = findProgram(program, env);
  if (file === undefined) return false;
  const { name, interpreter } = describeProgram(file);
  const node = isNode(name) ? file : isNode(interpreter) ? findProgram("node", env) : undefined;
  if (node === undefined) return false;
  try {
    const { stdout } = await promisify(execFile)(node, ["--version"], { env: { PATH: env["PATH"] } });
    const [major = 0, minor = 0] = stdout.replace("v", "").split(".").map(Number);
    return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  } catch {
    return false;
  }
}

function isNode(name: string): boolean {
  return /^node(?:js)?(?:\.exe)?$/i.test(name);
}
