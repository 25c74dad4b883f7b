import { parseCommandLine } from "../../src/cli/command-line.ts";
import { UserError } from "../../src/errors.ts";

/**
 * Lets the real command table parse a line that is not run, or a command named in a text. What a text leaves out, such as
 * the trace in `wirewalk replay`, is no mistake; a command or an option that does not exist is.
 */
export async function parseLine(line: string): Promise<void> {
  const words = toWords(line);
  // `wirewalk help KEY` is no row of the table; test/cli/help-key.test.ts has it.
  if (words[0] === "help") return;
  try {
    await parseCommandLine(words, SILENT);
  } catch (error) {
    if (!(error instanceof UserError) || !LEFT_OUT.test(error.message)) throw error;
  }
}

const LEFT_OUT = /^(?:Missing argument\. |Option "--[\w-]+" needs a value\.|--[\w-]+ cannot be true\.)/;

/** Without what stands for the reader's own words: `[NAME…]`, `…`. */
function toWords(line: string): readonly string[] {
  const [command = ""] = line.replace(/^(?:npx )?wirewalk /, "").split(/ [>|&]/);
  return command
    .replaceAll(/\[[^\]]*\]|…/g, " ")
    .split(/\s+/)
    .filter((word) => word !== "");
}

const nothing = { write: () => true };
const SILENT: Parameters<typeof parseCommandLine>[1] = {
  stdout: nothing,
  stderr: nothing,
  stdin: { readLine: async () => "" },
  env: {},
  interruption: () => new AbortController().signal,
};
