import { createTwoFilesPatch } from "diff";

import { UserError } from "../errors.ts";
import { writeTrace } from "../trace/files/file.ts";
import { readTextIfThere } from "../trace/files/read-text-if-there.ts";
import { writeFileAtomically } from "../trace/files/write-file.ts";
import { serializeTrace } from "../trace/model/serialize.ts";
import type { Trace } from "../trace/model/types.ts";
import { nameFile } from "./tell-hints.ts";
import type { WalkthroughFiles } from "./walkthrough-files.ts";

interface Settled {
  readonly files: WalkthroughFiles;
  readonly page: string;
  readonly trace: Trace;
  /** `missing`: writes what is not there. */
  readonly update: "all" | "missing" | "none";
}

/**
 * Compares a trace and a page with their files, or writes them.
 *
 * @throws UserError with the lines that differ, where they may not be written
 */
export async function settleFiles({ files, page, trace, update }: Settled): Promise<void> {
  const texts = [
    { file: files.page, text: page, write: () => writeFileAtomically(files.page, page) },
    { file: files.trace, text: serializeTrace(trace), write: () => writeTrace(files.trace, trace) },
  ];
  for (const { file, text, write } of texts) {
    const current = await readTextIfThere(file);
    if (current === text) continue;
    if (update === "none" || (update === "missing" && current !== undefined)) throw toStaleError(file, current, text);
    await write();
  }
}

/** What is wrong with a file that differs from what a test made, in a few words. */
export async function describeStale(file: string): Promise<string> {
  const isThere = (await readTextIfThere(file)) !== undefined;
  return `${nameFile(file)} ${isThere ? "is out of date" : "does not exist"}`;
}

function toStaleError(file: string, current: string | undefined, text: string): UserError {
  const hint = "Run the tests with -u, and review the change before you commit it.";
  if (current === undefined) return new UserError(`"${nameFile(file)}" does not exist.`, { hint });
  const patch = createTwoFilesPatch("in the file", "as recorded now", current, text, "", "", { context: 2 });
  const lines = patch.split("\n").slice(1, LONGEST);
  return new UserError(`"${nameFile(file)}" is out of date:\n${lines.join("\n")}`, { hint });
}

/** Lines of a diff. */
const LONGEST = 80;
