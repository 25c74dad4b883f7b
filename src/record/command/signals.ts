import type { ChildProcess } from "node:child_process";

import { isInForeground } from "./foreground.ts";

/**
 * Forwards signals to a program while it runs, and prevents them from ending this process first. SIGTSTP is not handled: it stops both,
 * because the terminal sends it to both. Returns the function that ends the forwarding.
 */
export function forwardSignals(child: ChildProcess): () => void {
  const handlers = SIGNALS.map((signal) => {
    const forward = (): void => {
      // A second SIGINT makes many programs skip their cleanup.
      if (!(FROM_TERMINAL.has(signal) && isInForeground())) child.kill(signal);
    };
    process.on(signal, forward);
    return [signal, forward] as const;
  });
  return () => {
    for (const [signal, forward] of handlers) process.off(signal, forward);
  };
}

const SIGNALS = ["SIGINT", "SIGQUIT", "SIGHUP", "SIGWINCH", "SIGTERM", "SIGUSR1", "SIGUSR2"] as const;

/** The signals that a terminal sends to the whole foreground group. */
const FROM_TERMINAL: ReadonlySet<string> = new Set(["SIGINT", "SIGQUIT", "SIGHUP", "SIGWINCH"]);
