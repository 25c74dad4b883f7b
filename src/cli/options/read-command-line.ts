import { UserError } from "../../errors.ts";
import { readShellWords } from "../../import/shell-words.ts";

/** The words of a command line that no shell will read. Throws a `UserError` for what only a shell can do, and for an open quote. */
export function readCommandLine(line: string): readonly string[] {
  const bare = line.replaceAll(/'[^']*'|"(?:[^"\\]|\\.)*"|\\./gs, "");
  if (/['"]/.test(bare) || /(?:^|[^\\])\\$/.test(line)) {
    throw new UserError(`A quote is not closed in the command: ${line}`, {
      hint: "Close it, or give the command behind `--`.",
    });
  }
  const [operator] = /&&|\|\||>>|<<|[|&;<>`\n]|\$\(/.exec(bare) ?? [];
  if (operator !== undefined) {
    const shown = operator === "\n" ? "a line end" : `"${operator}"`;
    throw new UserError(`The command has ${shown}, which only a shell can do: ${line}`, {
      hint: "Put it into a script and record that, or quote it for a shell: --command \"sh -c '…'\".",
    });
  }
  const words = readShellWords(line);
  if (words.length > 0) return words;
  throw new UserError("The command is empty.", { hint: "Such as --command './order.sh 3'." });
}
