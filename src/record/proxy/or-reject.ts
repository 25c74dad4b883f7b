/**
 * Makes functions whose exceptions reject a promise: in an event nobody else would hear of them, and whoever waits would wait without end.
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
