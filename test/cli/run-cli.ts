import type { Io, Output } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";

export interface CliWorld {
  /** The directory, in a process of its own. @default that of this process */
  readonly cwd?: string;
  readonly env?: Io["env"];
  /** Whether both streams are a terminal. */
  readonly isTerminal?: boolean;
  /** Width of the terminal. @default 80 */
  readonly columns?: number;
  /** Represents Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Called with each printed text. */
  readonly onOutput?: (text: string) => void;
  /** The input of a person at a prompt; without it, there is no terminal. */
  readonly answer?: string;
}

export interface CliOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line, in this process unless it needs another directory. */
export async function runCli(argv: readonly string[], { cwd, ...world }: CliWorld = {}): Promise<CliOutcome> {
  if (cwd !== undefined) return await (await import("./run-elsewhere.ts")).runElsewhere(argv, cwd, world);
  const stdout = captureOutput(world);
  const stderr = captureOutput(world);
  // Programs that it starts also load the sources (test/global-setup.ts).
  const { NODE_COMPILE_CACHE } = process.env;
  const exitCode = await main(argv, {
    stdout: stdout.output,
    stderr: stderr.output,
    stdin: { isTTY: world.answer !== undefined, readLine: async () => world.answer ?? "" },
    env: { NODE_COMPILE_CACHE, ...world.env },
    interruption: () => world.signal ?? new AbortController().signal,
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function captureOutput({ isTerminal = false, columns = 80, onOutput }: CliWorld): {
  output: Output;
  text: () => string;
} {
  const chunks: Buffer[] = [];
  const write = (content: string | Uint8Array): void => {
    chunks.push(Buffer.from(content));
    onOutput?.(Buffer.from(content).toString());
  };
  const output = { write, isTTY: isTerminal, ...(isTerminal && { columns }) };
  return { output, text: () => Buffer.concat(chunks).toString() };
}
