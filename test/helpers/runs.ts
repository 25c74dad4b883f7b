/** The limit of `npm test`. */
const FEW = 30;

/**
 * The number of random cases for a property: at most 30 in `npm test`, all of them in `npm run test:long`, which runs the files that
 * import this once more (vitest.config.ts).
 */
export function runsOf(many: number): number {
  return process.env["WIREWALK_RUNS"] === "many" ? many : Math.min(many, FEW);
}
