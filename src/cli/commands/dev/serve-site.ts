import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

import { UserError } from "../../../errors.ts";
import { startProgram } from "../../../record/command/run-command.ts";
import { toStartError } from "../../../record/command/start-error.ts";
import type { Io } from "../../io.ts";

export interface ServeOptions {
  /** Directory in which the program runs. */
  readonly folder: string;
  readonly env: Io["env"];
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** A program that serves a site until it is stopped. */
export interface ServedSite {
  /** Aborted once it has ended. */
  readonly ended: AbortSignal;
  /** Waits for the other task and for itself; returns the exit code. Throws a `UserError` if it did not start, or failed. */
  readonly finish: (beside: Promise<number>) => Promise<number>;
}

/** Starts a program that has the terminal to itself. */
export function serveSite(
  [program = "", ...args]: readonly string[],
  { folder, env, signal }: ServeOptions,
): ServedSite {
  const ended = new AbortController();
  const child = startProgram(program, args, { cwd: folder, env: { ...env }, stdio: ["ignore", "inherit", "inherit"] });
  const outcome = waitFor(child).finally(() => ended.abort());
  // The error reaches the code that waits for it.
  outcome.catch(() => undefined);
  const end = (): void => void child.kill();
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  return {
    ended: ended.signal,
    finish: async (beside) => {
      try {
        const exitCode = await beside;
        const failed = await outcome.catch((error: unknown) => {
          throw toStartError(program, error);
        });
        if (failed === 0 || signal.aborted) return exitCode;
        throw new UserError(`"${[program, ...args].join(" ")}" ended with code ${failed}.`, {
          hint: "Name another command after `--`: `wirewalk dev -- npm run dev`.",
          exitCode: 3,
        });
      } finally {
        // If the other task failed, nothing else stops the site.
        end();
        signal.removeEventListener("abort", end);
      }
    },
  };
}

/** The command of a page target as the system can start it: on Windows, npx is a script of the shell, which may read these arguments. */
export function toStartable(command: readonly string[], platform: string = process.platform): readonly string[] {
  return platform === "win32" && command[0] === "npx" ? ["cmd", "/c", ...command] : command;
}

/** 1 if a signal ended it. */
async function waitFor(child: ChildProcess): Promise<number> {
  // Rejects if it does not start.
  const [code]: unknown[] = await once(child, "close");
  return typeof code === "number" ? code : 1;
}
