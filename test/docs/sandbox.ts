import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { ROOT } from "./read-guide.ts";

export interface Ended {
  readonly exitCode: number | null;
  /** Both streams, as they came. */
  readonly output: string;
}

/** A reader's directory, with the programs of the guides on the PATH. */
export interface Sandbox {
  readonly write: (file: string, text: string) => void;
  readonly run: (command: string, options?: RunOptions) => Promise<Ended>;
}

export interface RunOptions {
  /** For commands that run until Ctrl-C: called with the output when `isReady` accepts it; the command is interrupted afterwards. */
  readonly meanwhile?: (output: string) => Promise<void>;
  /** Whether this is all the output before the interruption. */
  readonly isReady?: (output: string) => boolean;
}

export interface SandboxOptions {
  readonly folder: string;
  /** Path of the installed package. */
  readonly packageFolder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Scripts that replace programs started by a guide, by name. */
  readonly programs: Readonly<Record<string, string>>;
}

export function createSandbox({ folder, packageFolder, env, programs }: SandboxOptions): Sandbox {
  const bin = join(folder, "bin");
  const home = join(folder, "home");
  const desk = join(folder, "desk");
  for (const path of [bin, home, desk]) mkdirSync(path);
  const wirewalk = `#!/bin/sh\nexec "${process.execPath}" "${join(packageFolder, "dist/wirewalk.js")}" "$@"\n`;
  for (const [name, script] of Object.entries({ wirewalk, ...programs })) {
    writeFileSync(join(bin, name), script);
    chmodSync(join(bin, name), 0o755);
  }
  const modules = join(desk, "node_modules");
  mkdirSync(modules);
  symlinkSync(packageFolder, join(modules, "wirewalk"));
  symlinkSync(join(ROOT, "node_modules/undici"), join(modules, "undici"));
  const path = `${bin}:${dirname(process.execPath)}:${process.env["PATH"]}`;
  const childEnv = { PATH: path, HOME: home, LANG: "C.UTF-8", WIREWALK_CONFIG_DIR: join(home, "wirewalk"), ...env };
  return {
    write: (file, text) => {
      mkdirSync(dirname(join(desk, file)), { recursive: true });
      writeFileSync(join(desk, file), text);
    },
    run: (command, options) => runShell(command, { cwd: desk, env: childEnv, ...options }),
  };
}

interface ShellOptions extends RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

async function runShell(command: string, { cwd, env, meanwhile, isReady }: ShellOptions): Promise<Ended> {
  const shell = spawn("bash", ["-c", `exec 2>&1\n${command}`], {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  let visit: Promise<void> | undefined;
  const interrupt = (): void => {
    // Ctrl-C goes to the process group, as from a terminal; the group ends with it.
    if (shell.pid !== undefined && shell.exitCode === null) process.kill(-shell.pid, "SIGINT");
  };
  shell.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
    if (meanwhile !== undefined && visit === undefined && isReady?.(output))
      visit = meanwhile(output).finally(interrupt);
  });
  const [exitCode] = (await once(shell, "close")) as [number | null];
  await visit;
  return { exitCode, output };
}
