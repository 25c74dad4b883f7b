import { once } from "node:events";
import { createInterface } from "node:readline";

import type { Io } from "./io.ts";

/** The world of this process. */
export function openProcessIo(): Io {
  // `wirewalk show … | head` closes the pipe while there is more to say; that is no fault.
  process.stdout.on("error", (error: Error & { code?: string }) => {
    if (error.code !== "EPIPE") throw error;
    // `wirewalk record -- …` has a trace to write first.
    if (process.stdout.listenerCount("error") === 1) process.exit(0);
  });
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: { isTTY: process.stdin.isTTY, readLine },
    env: process.env,
    interruption: waitForInterruption,
  };
}

async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  const [line] = await Promise.race([once(lines, "line"), once(lines, "close").then(() => [""])]);
  lines.close();
  return String(line);
}

/** A second Ctrl-C ends the process at once. */
function waitForInterruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => controller.abort());
  return controller.signal;
}
