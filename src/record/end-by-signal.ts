import { constants } from "node:os";

/**
 * Ends this process by a signal that it no longer listens to. Windows reports SIGHUP (the console is closed) and SIGBREAK, but cannot send
 * them (ENOSYS): the process then exits with the code that shells give for the signal.
 */
export function endBySignal(signal: NodeJS.Signals): void {
  try {
    process.kill(process.pid, signal);
  } catch {
    process.exit(128 + constants.signals[signal]);
  }
}
