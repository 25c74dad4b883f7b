import { once } from "node:events";

import { UserError, codeOf, reasonOf } from "../../errors.ts";
import { isNoSpace } from "../../trace/files/no-space.ts";
import type { Io } from "../io.ts";

/** The world of this process, and what became of its output. */
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
  // `wirewalk scan … | head` closes the pipe while there is more to say; that is no fault, and changes no exit code. What
  // would go on for long ends as with Ctrl-C; who listens for the error too ends by itself.
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

/** What the recorder warns of is a sentence for users; what Node itself warns of, and the number of this process, is not. */
function tellOwnWarnings(): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    if (name === "WirewalkWarning") openStderr().write(`${message}\n`);
  });
}

/** Node opens stderr on first access, and many commands write nothing to it. */
function openStderr(): NodeJS.WriteStream {
  // There is no reader left.
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
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => controller.abort());
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
