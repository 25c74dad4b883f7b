/**
 * Takes what nothing has caught in this process as a fault of the recording, which goes on: programs behind a proxy lose
 * their network with it. Only for a process that does nothing but record; in a program of the user's it would change what
 * that program does. Released by `Symbol.dispose`.
 */
export function guardProcess(fault: (error: unknown) => void): Disposable {
  process.on("uncaughtException", fault).on("unhandledRejection", fault);
  return {
    [Symbol.dispose]: () => void process.off("uncaughtException", fault).off("unhandledRejection", fault),
  };
}
