import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Trace } from "../../src/index.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type WirewalkRun, runWirewalk } from "./run-wirewalk.ts";

export interface RecordedRun extends WirewalkRun {
  /** The recording; undefined if no trace was written. */
  readonly trace: Trace | undefined;
  /** The path of the trace, and its text. */
  readonly file: string;
  readonly text: string;
}

export interface RunOptions {
  /** Options of `wirewalk record`. */
  readonly options?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a real program under `wirewalk record`. */
export async function runRecorded(
  argv: readonly string[],
  { options = [], env = {} }: RunOptions = {},
): Promise<RecordedRun> {
  const folder = await tempFolder();
  const file = join(folder, "trace.har");
  const run = await runWirewalk(["record", "-o", file, ...options, "--", ...argv], { HOME: folder, ...env });
  const text = existsSync(file) ? await readFile(file, "utf8") : "";
  // The recorder's own output.
  const trace = text === "" ? undefined : (JSON.parse(text) as Trace);
  return { ...run, trace, file, text };
}
