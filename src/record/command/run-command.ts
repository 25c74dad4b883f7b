import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import type { Readable } from "node:stream";

import { type KeptOutput, createKeptOutput } from "./kept-output.ts";
import { type HeldSignals, forwardSignals } from "./signals.ts";
import { toStartError } from "./start-error.ts";

/** The streams to which a program's output is passed on while it runs. */
export interface OutputSink {
  readonly write: (chunk: Uint8Array) => unknown;
  /** Reports that the output has no reader any more. */
  readonly on?: (event: "error", listener: (error: Error) => void) => unknown;
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Working directory of the program. @default the current directory */
  readonly cwd?: string;
  /** Passes the output on and keeps it. @default the program has the terminal to itself, and nothing is kept */
  readonly output?: { readonly stdout: OutputSink; readonly stderr: OutputSink };
  /**
   * Called when the program has ended, to wait for other processes; processes that it left running may still write to its output meanwhile.
   */
  readonly afterEnd?: () => Promise<void>;
  /** Holds signals before and after the program runs. @default they end this process then */
  readonly signals?: HeldSignals | undefined;
}

export interface CommandOutcome {
  /** 128 plus the number of the signal, if one ended the program. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program with its arguments untouched and waits for its end, as a shell does: what it left running in the
 * background is not waited for. Signals sent to this process reach it.
 *
 * @throws UserError With exit code 127 where there is no such program, 126 where it cannot be started.
 */
export async function runCommand(argv: readonly string[], options: RunOptions): Promise<CommandOutcome> {
  const { env, cwd, output, afterEnd, signals } = options;
  const [program = "", ...args] = argv;
  const keeps = output === undefined ? "inherit" : "pipe";
  const child = startProgram(program, args, { env, cwd, stdio: ["inherit", keeps, keeps] });
  const stopForwarding = signals?.forwardTo(child) ?? forwardSignals(child);
  const stdout = createKeptOutput();
  const stderr = createKeptOutput();
  const pipes = [passOn(child.stdout, stdout, output?.stdout), passOn(child.stderr, stderr, output?.stderr)];
  try {
    const [code, signal] = await exitOf(child);
    await drain(pipes);
    await afterEnd?.();
    for (const { close } of pipes) close();
    return { exitCode: code ?? 128 + numberOf(signal), stdout: stdout.text(), stderr: stderr.text() };
  } catch (error) {
    throw toStartError(program, error);
  } finally {
    stopForwarding();
  }
}

/**
 * Starts a program. Errors that Node throws at once, such as EINVAL for a `.cmd` file of Windows, become a `UserError` too.
 */
export function startProgram(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  try {
    return spawn(program, args, options);
  } catch (error) {
    throw toStartError(program, error);
  }
}

async function exitOf(child: ChildProcess): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
  // Node's own event: https://nodejs.org/api/child_process.html#event-exit
  return (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
}

function numberOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal];
}

/** One stream of the program's output. */
interface Pipe {
  /** Chunks until now. */
  readonly count: () => number;
  readonly close: () => void;
}

/** Each chunk is passed on as it arrives. On POSIX systems Node writes to its own stdout at once, and blocks if necessary. */
function passOn(source: Readable | null, kept: KeptOutput, sink: OutputSink | undefined): Pipe {
  let count = 0;
  source?.on("data", (chunk: Buffer) => {
    count += 1;
    kept.add(chunk);
    sink?.write(chunk);
  });
  // The program gets SIGPIPE at its next write, as it would without wirewalk.
  if (source !== null) sink?.on?.("error", () => source.destroy());
  return { count: () => count, close: () => source?.destroy() };
}

/**
 * Reads what the program had written when it ended. All of it is already in the pipes, so the end is a turn of the event loop that brings
 * nothing; a background process may keep a pipe open indefinitely.
 */
async function drain(pipes: readonly Pipe[]): Promise<void> {
  const total = (): number => pipes.reduce((sum, { count }) => sum + count(), 0);
  let quietTurns = 0;
  for (let seen = total(); quietTurns < 2; seen = total()) {
    await new Promise(setImmediate);
    quietTurns = total() === seen ? quietTurns + 1 : 0;
  }
}
