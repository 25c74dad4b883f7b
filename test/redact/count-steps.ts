import { Session } from "node:inspector/promises";

/** Counts what code does: the same in each run, however busy the machine is. */
export interface StepCounter extends AsyncDisposable {
  /**
   * Steps of our own code (how often each block ran, as V8 counts it), and the number of characters that expressions and searches in texts passed. Backtracking
   * of an expression within those characters is not counted.
   */
  readonly count: (work: () => void) => Promise<number>;
}

/** Must be created before the code is loaded: V8 counts no blocks of code that was compiled before. */
export async function createStepCounter(): Promise<StepCounter> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  return {
    count: async (work) => {
      await session.post("Profiler.takePreciseCoverage");
      const read = countSearched(work);
      const { result } = await session.post("Profiler.takePreciseCoverage");
      return result
        .filter(({ url }) => url.includes("/src/"))
        .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
        .reduce((sum, { count }) => sum + count, read);
    },
    [Symbol.asyncDispose]: async () => {
      await session.post("Profiler.stopPreciseCoverage");
      session.disconnect();
    },
  };
}

/** The number of characters that are passed during an action. */
function countSearched(work: () => void): number {
  let read = 0;
  const texts = String.prototype;
  const expressions = RegExp.prototype;
  // Called below with the searched text.
  // oxlint-disable-next-line typescript/unbound-method
  const [exec, indexOf, lastIndexOf, includes] = [expressions.exec, texts.indexOf, texts.lastIndexOf, texts.includes];
  expressions.exec = function (text) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    const end = found === null ? text.length : found.index + found[0].length;
    read += this.sticky && found === null ? 1 : end - from + 1;
    return found;
  };
  texts.indexOf = function (part, from = 0) {
    const found = indexOf.call(this, part, from);
    read += (found < 0 ? this.length : found) - from + 1;
    return found;
  };
  texts.lastIndexOf = function (part, from = Infinity) {
    const found = lastIndexOf.call(this, part, from);
    read += Math.min(from, this.length) - found;
    return found;
  };
  texts.includes = function (part, from = 0) {
    const found = indexOf.call(this, part, from);
    read += (found < 0 ? this.length : found) - from + 1;
    return found >= 0;
  };
  try {
    work();
  } finally {
    expressions.exec = exec;
    texts.indexOf = indexOf;
    texts.lastIndexOf = lastIndexOf;
    texts.includes = includes;
  }
  return read;
}
