import { once } from "node:events";

import { type ReplayOptions, type Trace, replay, replayCommand } from "../index.ts";
import { configFolderOf } from "./config-folder.ts";
import { countOf } from "./counts.ts";
import { type Io, tell } from "./io.ts";
import { toPrintable } from "./printable.ts";

interface Run {
  readonly io: Io;
  readonly manner: Omit<ReplayOptions, "onMiss">;
  readonly asJson: boolean;
}

type Misses = Awaited<ReturnType<typeof replayCommand>>["misses"];

/** Answers at loopback addresses until Ctrl-C; returns the exit code. */
export async function serveReplay(trace: Trace, { io, manner, asJson }: Run): Promise<number> {
  const server = await replay(trace, { ...manner, onMiss: (miss) => tellMisses([miss], io) });
  try {
    const signal = io.interruption();
    const lines = Array.from(server.origins, ([recorded, replayed]) => `${recorded} is answered at ${replayed}`);
    io.stdout.write(`${asJson ? JSON.stringify({ origins: Object.fromEntries(server.origins) }) : lines.join("\n")}\n`);
    tell(io, "Ctrl-C ends it.");
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await server[Symbol.asyncDispose]();
  }
  return countMisses(server.misses, io);
}

/** Runs a program against the trace: stdout is its own, and so is the exit code, unless it asked what was not recorded. */
export async function replayProgram(
  trace: Trace,
  argv: readonly string[],
  { io, manner, asJson }: Run,
): Promise<number> {
  const { stdout, stderr, env } = io;
  const { exitCode, misses } = await replayCommand(trace, argv, {
    ...manner,
    env,
    authorityFolder: configFolderOf(io),
    output: { stdout, stderr },
  });
  if (asJson) stderr.write(`${JSON.stringify({ exitCode, misses })}\n`);
  else tellMisses(misses, io);
  if (exitCode !== 0) tell(io, `The command exited with ${exitCode}.`);
  return countMisses(misses, io) || exitCode;
}

function tellMisses(misses: Misses, io: Io): void {
  for (const { message, hint } of misses) tell(io, toPrintable(`${message}\n  Hint: ${hint}`));
}

function countMisses(misses: Misses, io: Io): number {
  if (misses.length === 0) return 0;
  tell(io, `${countOf(misses.length, "request")} had no recorded answer.`);
  return 1;
}
