import { parseCommandLine } from "../../src/cli/command-line.ts";
import { UserError } from "../../src/errors.ts";

/**
 * Parses a command line that is not run, or a command in a text, with the real command table. An omitted argument, such as the trace in `wirewalk replay`, is
 * not a mistake; a command or an option that does not exist is one.
 */
export async function parseLine(line: string): Promise<void> {
  const words = toWords(line);
  // `wirewalk help KEY` is not in the table; test/cli/help-key.test.ts covers it.
  if (words[0] === "help") return;
  try {
    await parseCommandLine(words, SILENT);
  } catch (error) {
    if (!(error instanceof UserError) || !LEFT_OUT.test(error.message)) throw error;
  }
}

const LEFT_OUT = /^(?:Missing argument\. |Option "--[\w-]+" needs a value\.|--[\w-]+ cannot be true\.)/;

/** Without placeholders for the reader's own values: `[NAME…]`, `…`. */
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
