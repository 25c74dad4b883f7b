import { join } from "node:path";

import { UserError } from "../../errors.ts";
import type { Io } from "../io.ts";
import { checkOutput } from "./check-output.ts";
import { writeResult } from "./write-result.ts";

export interface FolderResult {
  readonly folder: string | undefined;
  /** Texts by their paths in the folder. */
  readonly files: Iterable<readonly [path: string, content: string]>;
  /** Only compares them with the existing files. */
  readonly check: boolean;
}

/** Writes the files of a result, or checks that they exist already; returns the exit code. */
export async function writeFolder(io: Io, { folder, files, check }: FolderResult): Promise<number> {
  if (folder === undefined)
    throw new UserError("This format writes a directory of files.", { hint: "Name the directory with --output." });
  let exitCode = 0;
  for (const [path, content] of files) {
    const file = join(folder, path);
    if (!check) await checkOutput({ file, inputs: [], kind: "file" });
    exitCode = Math.max(exitCode, await writeResult(io, { file, check, content }));
  }
  return exitCode;
}
