import { realpathSync } from "node:fs";

import type { Io } from "./io.ts";
import { openProcessIo } from "./output/process-io.ts";
import { readVersion } from "./version.ts";

/** Runs a command line (without program names) and returns its exit code; errors are printed on stderr. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  // Handled before anything is loaded: scripts run it on every start.
  if (argv.length === 1 && argv[0] === "--version") {
    io.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  try {
    if (asksForProgramHelp(argv)) {
      const { toProgramHelp } = await import("./output/program-help.ts");
      io.stdout.write(toProgramHelp());
      return 0;
    }
    const { runCommandLine } = await import("./command-line.ts");
    return await runCommandLine(argv, io);
  } catch (error) {
    return await explain(error, argv, io);
  }
}

/** Help of a command consists of its options, which have to be loaded; help of the program is a list. */
function asksForProgramHelp(argv: readonly string[]): boolean {
  const isHelp = (word: string): boolean => word === "--help" || word === "-h";
  return argv.some(isHelp) && argv.every((word) => isHelp(word) || word === "--debug");
}

async function explain(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const { exitCodeOf, explainError } = await import("./output/explain-error.ts");
  const { splitAtDashes } = await import("./options/split-at-dashes.ts");
  const { own, program } = splitAtDashes(argv);
  const isDebugging = own.includes("--debug") || Boolean(io.env["WIREWALK_DEBUG"]);
  if (!own.includes("--json") && !own.includes("--json=true")) return explainError(error, io, isDebugging);
  const { toErrorLine } = await import("./output/explain-error.ts");
  const line = await toErrorLine(error, io);
  // The output of a program is its own.
  if (program !== undefined) io.stderr.write(line);
  else io.stdout.write(line);
  return program === undefined ? explainError(error, io, isDebugging) : exitCodeOf(error);
}

/** Runs the command line of this process. Reports output that could not be written, whatever the exit code of the command. */
export async function runProcess(): Promise<void> {
  const argv = process.argv.slice(2);
  const { io, flush } = openProcessIo();
  const exitCode = await main(argv, io);
  process.exitCode = await flush().then(
    () => exitCode,
    (error: unknown) => explain(error, argv, io),
  );
}

/** Whether this file was started from source. Node 22 has no `import.meta.main`. */
function isProgram(): boolean {
  const [, program] = process.argv;
  return (
    program !== undefined && import.meta.filename.endsWith(".ts") && realpathSync(program) === import.meta.filename
  );
}

if (isProgram()) await runProcess();
