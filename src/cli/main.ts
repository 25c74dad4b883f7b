#!/usr/bin/env node
import { realpathSync } from "node:fs";
import { enableCompileCache } from "node:module";

import type { Io } from "./io.ts";
import { readVersion } from "./version.ts";

/** Runs a command line (without program names) and returns its exit code; what it throws became text on stderr. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  // Answered before anything is loaded: scripts ask for it on every start.
  if (argv.length === 1 && argv[0] === "--version") {
    io.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  enableCompileCache();
  try {
    const { runCommandLine } = await import("./command-line.ts");
    return await runCommandLine(argv, io);
  } catch (error) {
    return await explain(error, argv, io);
  }
}

async function explain(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const { explainError } = await import("./output/explain-error.ts");
  const { splitAtDashes } = await import("./options/split-at-dashes.ts");
  const isDebugging = splitAtDashes(argv).own.includes("--debug") || Boolean(io.env["WIREWALK_DEBUG"]);
  return explainError(error, io, isDebugging);
}

/** Node 22 has no `import.meta.main`. npm starts programs through a link, so paths are compared behind links. */
function isProgram(): boolean {
  const [, program] = process.argv;
  return program !== undefined && realpathSync(program) === import.meta.filename;
}

/** What could not be written is told, whatever the command made of it. */
async function runProgram(argv: readonly string[]): Promise<number> {
  const { openProcessIo } = await import("./output/process-io.ts");
  const { io, flush } = openProcessIo();
  const exitCode = await main(argv, io);
  return flush().then(
    () => exitCode,
    (error: unknown) => explain(error, argv, io),
  );
}

if (isProgram()) process.exitCode = await runProgram(process.argv.slice(2));
