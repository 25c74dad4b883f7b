import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Entry, Trace } from "../../../src/trace/model/types.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const REGISTER = new URL("../../../src/record/register/register.ts", import.meta.url).href;

export interface RunOptions {
  /** @default the Node that runs the tests */
  readonly node?: string;
  /** @default true */
  readonly isRecorded?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The directory in which it ran, with its files. */
  readonly folder: string;
  readonly trace: string;
  /** The exchanges of the trace; empty if there is none. */
  readonly entries: readonly Entry[];
}

/** Runs a program, given as text or as a file, in its own directory, with or without the recorder. */
export async function runRecorded(program: string | URL, options: RunOptions = {}): Promise<Run> {
  const { node = process.execPath, isRecorded = true, env = {}, args = [] } = options;
  const folder = await tempFolder();
  const trace = join(folder, "trace.har");
  const flags = isRecorded ? ["--no-warnings", "--import", REGISTER] : ["--no-warnings"];
  const source = typeof program === "string" ? ["--input-type=module", "-e", program] : [program.pathname];
  const child = spawn(node, [...flags, ...source, ...args], {
    cwd: folder,
    env: { ...process.env, WIREWALK_TRACE: trace, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, "close");
  return { stdout, stderr, code: child.exitCode, signal: child.signalCode, folder, trace, entries: entriesOf(trace) };
}

/** The recorder's own output. */
export function entriesOf(trace: string): readonly Entry[] {
  return existsSync(trace) ? (JSON.parse(readFileSync(trace, "utf8")) as Trace).log.entries : [];
}
