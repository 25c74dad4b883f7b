/** A command line, and the program with its arguments that follows `--`. */
export interface SplitLine {
  readonly own: readonly string[];
  /** Exactly as given; undefined without `--`. */
  readonly program: readonly string[] | undefined;
}

/** Splits before parsing: yargs reads `1e3` as a number even after `--` (docs/notes/clients.md). */
export function splitAtDashes(argv: readonly string[]): SplitLine {
  const end = argv.indexOf("--");
  return end < 0 ? { own: argv, program: undefined } : { own: argv.slice(0, end), program: argv.slice(end + 1) };
}
