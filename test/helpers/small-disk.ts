import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

export interface Shell {
  readonly exitCode: unknown;
  /** Its whole output. */
  readonly output: string;
}

/**
 * Runs a shell script with a disk of some kilobytes at `$DISK`. The script may remount it. The disk is in memory, in a namespace that ends
 * with the script.
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

/** Any user may open a namespace with its own users; if that is forbidden, root opens one without. */
function openNamespace(): readonly string[] {
  const [own, plain] = [["-Urm"], ["-m"]] as const;
  return spawnSync("unshare", [...own, "true"]).status === 0 ? own : plain;
}
