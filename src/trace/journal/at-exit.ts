/** Calls back when the process exits, unless what it returns was called before. */
export type AtExit = (callback: () => void) => () => void;

/** In the order of registration; with the program's own listeners, all are where the first one is. */
export const atExit = createAtExit("on");

/** Before the listeners that the program had when the first one was added. */
export const firstAtExit = createAtExit("prependListener");

/** One listener for all: of more than ten, Node warns on stderr of the recorded program. */
function createAtExit(add: "on" | "prependListener"): AtExit {
  const callbacks = new Set<() => void>();
  const callAll = (): void => {
    for (const callback of callbacks) callback();
  };
  return (callback) => {
    if (callbacks.size === 0) process[add]("exit", callAll);
    callbacks.add(callback);
    return () => {
      if (callbacks.delete(callback) && callbacks.size === 0) process.off("exit", callAll);
    };
  };
}
