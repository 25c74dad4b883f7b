/**
 * Makes functions whose exceptions reject a promise: in an event, they would be lost, and waiting code would wait
 * forever.
 *
 * @param reject called with each of them
 */
export function orReject(
  reject: (fault: unknown) => void,
): <Args extends unknown[]>(work: (...args: Args) => void) => (...args: Args) => void {
  return (work) =>
    (...args) => {
      try {
        work(...args);
      } catch (fault) {
        reject(fault);
      }
    };
}
