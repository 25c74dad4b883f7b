import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

import { TestRunner, onTestFinished } from "vitest";

import type { Order, Report } from "./cli-process.ts";
import type { CliOutcome, CliWorld } from "./run-cli.ts";

/** Processes that wait for the next command line. */
const idle: ChildProcess[] = [];

/**
 * Runs a command line in another directory. A process has one directory, so a process of its own changes to it: after a time limit, the tests that follow
 * are still in the repository, and what the command goes on writing is not.
 */
export async function runElsewhere(
  argv: readonly string[],
  folder: string,
  { signal, onOutput, ...world }: Omit<CliWorld, "cwd">,
): Promise<CliOutcome> {
  const program = idle.pop() ?? startProgram();
  let isRunning = true;
  const giveUp = (): void => {
    if (!isRunning) return;
    // The test does not wait for the outcome any more.
    program.removeAllListeners();
    program.kill("SIGKILL");
  };
  if (TestRunner.getCurrentTest() !== undefined) onTestFinished(giveUp);
  const send = (order: Order): void => {
    if (program.connected) program.send(order);
  };
  const interrupt = (): void => send({ kind: "interrupt" });
  try {
    return await new Promise<CliOutcome>((resolve, reject) => {
      program.on("message", (report: Report) => {
        if (report.kind === "printed") onOutput?.(report.text);
        else if (report.kind === "ended") resolve(report.outcome);
        else reject(report.error);
      });
      program.on("exit", (code, reason) => reject(new Error(`The process of wirewalk ended: ${reason ?? code}.`)));
      send({ kind: "run", argv, folder, world });
      if (signal?.aborted) interrupt();
      signal?.addEventListener("abort", interrupt);
    });
  } finally {
    isRunning = false;
    signal?.removeEventListener("abort", interrupt);
    program.removeAllListeners();
    if (program.connected) idle.push(program);
  }
}

/** Ends when this process does. */
function startProgram(): ChildProcess {
  const program = fork(join(import.meta.dirname, "cli-process.ts"), {
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    execArgv: [],
  });
  program.unref();
  program.channel?.unref();
  return program;
}
