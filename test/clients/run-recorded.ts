import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Trace } from "../../src/index.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

export interface RecordedRun {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** What was recorded; undefined when no trace was written. */
  readonly trace: Trace | undefined;
}

export interface RunOptions {
  /** Options of `wirewalk record`. */
  readonly options?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a real program under `wirewalk record`, in a process of its own, as a user would. */
export async function runRecorded(
  argv: readonly string[],
  { options = [], env = {} }: RunOptions = {},
): Promise<RecordedRun> {
  const folder = await tempFolder();
  const file = join(folder, "trace.har");
  const child = spawn(process.execPath, [MAIN, "record", "-o", file, ...options, "--", ...argv], {
    env: { PATH: process.env["PATH"], HOME: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = await once(child, "close");
  return { exitCode: Number(exitCode), stdout: Buffer.concat(stdout), stderr, trace: await readTraceFile(file) };
}

async function readTraceFile(file: string): Promise<Trace | undefined> {
  try {
    // The recorder's own output.
    return JSON.parse(await readFile(file, "utf8")) as Trace;
  } catch {
    return undefined;
  }
}
