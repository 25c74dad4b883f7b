import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

export interface Shell {
  readonly exitCode: unknown;
  /** All that it printed. */
  readonly output: string;
}

/**
 * Runs a script of the shell in a folder that is a disk of its own, of some kilobytes: `$DISK`. It may change how that is mounted. The disk is
 * in memory, in a namespace that goes with the script.
 */
export async function runOnDisk(
  script: string,
  { folder, kilobytes, env = {} }: { folder: string; kilobytes: number; env?: NodeJS.ProcessEnv },
): Promise<Shell> {
  const mount = `mount -t tmpfs -o size=${kilobytes}k small-disk "$DISK" && cd "$DISK" && {\n${script}\n}`;
  const shell = spawn("unshare", [...openNamespace(), "sh", "-c", mount], {
    env: { PATH: process.env["PATH"], DISK: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [shell.stdout, shell.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
  const [exitCode]: unknown[] = await once(shell, "close");
  return { exitCode, output };
}

/** Anybody may open one with users of its own; where that is forbidden, root opens one without. */
function openNamespace(): readonly string[] {
  const [own, plain] = [["-Urm"], ["-m"]] as const;
  return spawnSync("unshare", [...own, "true"]).status === 0 ? own : plain;
}
