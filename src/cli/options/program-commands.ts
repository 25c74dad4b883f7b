/** Commands that run a program after `--`, with the maximum number of their own words before it. */
export const PROGRAM_COMMANDS: ReadonlyMap<string, number> = new Map([
  ["record", 0],
  ["replay", 1],
  ["doctor", 0],
]);
