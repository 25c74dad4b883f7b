import type { ChildProcess } from "node:child_process";

import { endBySignal } from "../end-by-signal.ts";
import { isInForeground } from "./foreground.ts";

/** Keeps signals from ending this process, which would leave a recording that is not saved. Released by `Symbol.dispose`. */
export interface HeldSignals extends Disposable {
  /** Forwards signals to a program until the returned function is called, also one that came before it was started. */
  readonly forwardTo: (child: ChildProcess) => () => void;
}

/**
 * Holds signals from the moment before a recording is opened until it is saved. One that comes while it is being saved has nothing to end; a second
 * one ends this process at once.
 */
export function holdSignals(): HeldSignals {
  let waiting: NodeJS.Signals | undefined;
  let isForwarding = false;
  const hold = (signal: NodeJS.Signals): void => {
    if (isForwarding) return;
    if (waiting !== undefined) {
      release();
      endBySignal(signal);
    }
    waiting = signal;
  };
  const release = (): void => {
    for (const signal of ENDING) process.off(signal, hold);
  };
  for (const signal of ENDING) process.on(signal, hold);
  return {
    forwardTo: (child) => {
      isForwarding = true;
      const stop = forwardSignals(child);
      if (waiting !== undefined) child.kill(waiting);
      waiting = undefined;
      return () => {
        stop();
        isForwarding = false;
      };
    },
    [Symbol.dispose]: release,
  };
}

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

const SIGNALS = ["SIGINT", "SIGQUIT", "SIGHUP", "SIGWINCH", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGBREAK"] as const;

/** SIGBREAK exists only on Windows: Ctrl-Break. */
const ENDING = ["SIGINT", "SIGQUIT", "SIGHUP", "SIGTERM", "SIGBREAK"] as const;

/** The signals that a terminal sends to the whole foreground group. */
const FROM_TERMINAL: ReadonlySet<string> = new Set(["SIGINT", "SIGQUIT", "SIGHUP", "SIGWINCH", "SIGBREAK"]);
