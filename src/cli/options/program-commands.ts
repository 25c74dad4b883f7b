/** Commands that run a program after `--`, and how many words of their own they may have before it. */
export const PROGRAM_COMMANDS: ReadonlyMap<string, number> = new Map([
  ["record", 0],
  ["replay", 1],
  ["doctor", 0],
]);
