import { UserError } from "../../errors.ts";
import { readShellWords } from "../../import/shell-words.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/** The words of a command line that no shell will read. Throws a `UserError` for syntax that needs a shell, and for an unclosed quote. */
export function readCommandLine(line: string): readonly string[] {
  const bare = line.replaceAll(/'[^']*'|"(?:[^"\\]|\\.)*"|\\./gs, "");
  if (/['"]/.test(bare) || /(?:^|[^\\])\\$/.test(line)) {
    throw new UserError(`The command contains an unclosed quote: ${line}`, {
      hint: "Close the quote, or give the command after `--`.",
    });
  }
  const [operator] = matchParts(/&&|\|\||>>|<<|[|&;<>`\n]|\$\(/, bare);
  if (operator !== undefined) {
    const shown = operator === "\n" ? "a line end" : `"${operator}"`;
    throw new UserError(`The command contains ${shown}, which needs a shell: ${line}`, {
      hint: "Record a script, or quote the command for a shell: --command \"sh -c '…'\".",
    });
  }
  const words = readShellWords(line);
  if (words.length > 0) return words;
  throw new UserError("The command is empty.", { hint: "Give a command, such as --command './order.sh 3'." });
}
