import { relative } from "node:path";

import { UserError } from "../errors.ts";

/** Runs a part of a test, and adds the hint to the message of its error, because test runners would not show it. */
export async function tellHints<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof UserError) || error.hint === undefined) throw error;
    // oxlint-disable-next-line preserve-caught-error -- its own cause instead: runners print causes too, so the lines that differ would be there twice
    throw new Error(`${error.message}\n  Hint: ${error.hint}`, { cause: error.cause });
  }
}

/** A file as messages call it: from where the tests are run. */
export function nameFile(file: string): string {
  return relative("", file);
}
