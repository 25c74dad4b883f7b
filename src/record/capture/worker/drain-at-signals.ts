import process from "node:process";

/** Of these a program dies at once unless it listens to them: what waits in shared memory would go with it. */
const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/**
 * Calls what drains a recorder before the process dies of a signal. The process dies of it all the same, where nobody else listens. One listener for
 * all recorders of the process, of however many copies of this package.
 *
 * @returns what stops it
 */
export function drainAtSignals(drain: () => void): () => void {
  const drains = (globals[KEY] ??= new Set());
  drains.add(drain);
  if (drains.size === 1) for (const signal of SIGNALS) process.prependListener(signal, onSignal);
  return () => {
    drains.delete(drain);
    if (drains.size === 0) for (const signal of SIGNALS) process.off(signal, onSignal);
  };
}

const KEY = Symbol.for("wirewalk.drains");
const globals = globalThis as { [KEY]?: Set<() => void> };

/** Away while others hear of it: many ask whether they are alone, and end the process then. */
function onSignal(signal: NodeJS.Signals): void {
  process.off(signal, onSignal);
  const drains = globals[KEY] ?? new Set();
  for (const drain of drains) drain();
  if (process.listenerCount(signal) === 0) {
    process.kill(process.pid, signal);
    return;
  }
  setImmediate(() => {
    if (drains.size > 0) process.prependListener(signal, onSignal);
  }).unref();
}
