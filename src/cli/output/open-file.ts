import { spawn } from "node:child_process";
import { once } from "node:events";

import { UserError } from "../../errors.ts";
import type { Io } from "../io.ts";

/** Opens a file or URL with the program that the desktop has for it. Throws a `UserError` if there is no desktop. */
export async function openFile(file: string, env: Io["env"]): Promise<void> {
  const [program, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  try {
    const child = spawn(program, [...args, file], { env: { ...env }, stdio: "ignore" });
    // Such programs end at once and leave the browser running.
    const [exitCode]: unknown[] = await once(child, "exit");
    if (exitCode !== 0) throw new Error(`${program} ended with ${String(exitCode)}`);
  } catch (cause) {
    throw new UserError(`"${program}" could not open "${file}".`, {
      hint: "Open it in a browser yourself, or use --print.",
      cause,
    });
  }
}

/** `start` is a command of cmd, which takes a first argument in quotes as the title of a window. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};
