import { constants } from "node:os";
import process from "node:process";

import { endBySignal } from "../../end-by-signal.ts";

/** These end a program at once unless it listens to them; exchanges that wait in shared memory would be lost. */
const SIGNALS: readonly NodeJS.Signals[] = [
  "SIGTERM",
  "SIGINT",
  "SIGHUP",
  "SIGQUIT",
  // nodemon uses it to restart a program.
  "SIGUSR2",
  // It exists only on Windows.
  "SIGBREAK",
];

/**
 * Calls the function that drains a recorder before a signal ends the process. The process still ends if there is no other listener. One
 * listener for all recorders of the process, whichever copy of this package they belong to.
 *
 * @returns a function that stops it
 */
export function drainAtSignals(drain: () => void): () => void {
  const shared = (globals[KEY] ??= { drains: new Set(), unlisten: () => {} });
  shared.drains.add(drain);
  if (shared.drains.size === 1) shared.unlisten = listen(shared.drains);
  return () => {
    if (shared.drains.delete(drain) && shared.drains.size === 0) shared.unlisten();
  };
}

interface Shared {
  readonly drains: Set<() => void>;
  unlisten: () => void;
}

const KEY = Symbol.for("wirewalk.drains");
const globals = globalThis as { [KEY]?: Shared };

function listen(drains: ReadonlySet<() => void>): () => void {
  const drainFor = (signal: NodeJS.Signals): void => {
    process.off(signal, onSignal);
    for (const drain of drains) drain();
  };
  /** Removed while others are notified: many check whether they are the only listener, and end the process then. */
  const onSignal = (signal: NodeJS.Signals): void => {
    drainFor(signal);
    if (process.listenerCount(signal) === 0) {
      endBySignal(signal);
      return;
    }
    setImmediate(() => {
      if (drains.size > 0) process.prependListener(signal, onSignal);
    }).unref();
  };
  for (const signal of SIGNALS) process.prependListener(signal, onSignal);
  const original = process.kill.bind(process);
  // If a program ends itself this way, the process is gone when this returns; if there is a listener, it continues, and might end in
  // another way first.
  const kill: typeof process.kill = (pid, signal = "SIGTERM") => {
    const own = SIGNALS.find((one) => one === signal || constants.signals[one] === signal);
    if (pid === process.pid && own !== undefined && process.listeners(own).every((one) => one === onSignal))
      drainFor(own);
    return original(pid, signal);
  };
  const before = Object.getOwnPropertyDescriptor(process, "kill");
  process.kill = kill;
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    if (process.kill === kill && before !== undefined) Object.defineProperty(process, "kill", before);
  };
}
