import { once } from "node:events";

import { UserError, codeOf, reasonOf } from "../../errors.ts";
import { isNoSpace } from "../../trace/files/no-space.ts";
import type { Io } from "../io.ts";

/** Input and output of this process, and the errors of its output. */
export interface ProcessIo {
  readonly io: Io;
  /** Waits until all is written. Throws a `UserError` if some of it could not be. */
  readonly flush: () => Promise<void>;
}

export function openProcessIo(): ProcessIo {
  const { stdout, env } = process;
  const interruption = new AbortController();
  tellOwnWarnings();
  let failure: NodeJS.ErrnoException | undefined;
  // `wirewalk scan … | head` closes the pipe before all output is written. That is not an error and does not change the exit code.
  // Long-running commands end as with Ctrl-C; a command that listens for the error ends by itself.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") failure ??= error;
    interruption.abort();
  });
  return {
    io: {
      stdout,
      get stderr() {
        return openStderr();
      },
      stdin: {
        get isTTY() {
          return process.stdin.isTTY;
        },
        readLine,
      },
      env,
      interruption: () => abortBySignals(interruption),
    },
    flush: async () => {
      await new Promise((resolve) => stdout.write("", resolve));
      if (failure !== undefined) throw toOutputError(failure);
    },
  };
}

/** Warnings of the recorder are sentences for users; Node's own warnings, and the number of this process, are not. */
function tellOwnWarnings(): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    if (name === "WirewalkWarning") openStderr().write(`${message}\n`);
  });
}

/** Node opens stderr on first access, and many commands write nothing to it. */
function openStderr(): NodeJS.WriteStream {
  // Nothing reads the output any more.
  if (process.stderr.listenerCount("error", ignore) === 0) process.stderr.on("error", ignore);
  return process.stderr;
}

const ignore = (): void => {};

async function readLine(): Promise<string> {
  const { createInterface } = await import("node:readline");
  const lines = createInterface({ input: process.stdin });
  const [line] = await Promise.race([once(lines, "line"), once(lines, "close").then(() => [""])]);
  lines.close();
  return String(line);
}

/** A second Ctrl-C ends the process at once. */
function abortBySignals(controller: AbortController): AbortSignal {
  // SIGBREAK is Ctrl-Break on Windows.
  for (const signal of ["SIGINT", "SIGTERM", "SIGBREAK"]) process.once(signal, () => controller.abort());
  return controller.signal;
}

function toOutputError(cause: NodeJS.ErrnoException): UserError {
  const isFull = isNoSpace(cause);
  const reason = isFull ? "no space is left on the disk" : `the system reports ${codeOf(cause) ?? reasonOf(cause)}`;
  const hint = isFull
    ? "Free some space, or redirect the output to another place."
    : "Redirect the output to another place.";
  return new UserError(`Cannot write to stdout: ${reason}.`, { hint, cause });
}
