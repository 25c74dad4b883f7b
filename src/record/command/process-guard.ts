/**
 * Treats uncaught errors in this process as internal errors of the recording, which continues: without it, programs behind a proxy lose
 * their network. Only for a process that does nothing but record; in a user's program it would change that program's behavior. Released by
 * `Symbol.dispose`.
 */
export function guardProcess(fault: (error: unknown) => void): Disposable {
  process.on("uncaughtException", fault).on("unhandledRejection", fault);
  return {
    [Symbol.dispose]: () => void process.off("uncaughtException", fault).off("unhandledRejection", fault),
  };
}
