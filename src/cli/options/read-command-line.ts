import { UserError } from "../../errors.ts";
import { readShellWords } from "../../import/shell-words.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { textAt } from "../../sequence/text-at.ts";
import { findAssigned, findShellSyntax, withoutQuoted } from "./shell-syntax.ts";

/**
 * The words of a command line that no shell will read. Throws a `UserError` for syntax that needs a shell, and for an unclosed quote. No
 * message repeats the line, because its words may be secrets.
 */
export function readCommandLine(line: string): readonly string[] {
  const [open] = matchParts(/['"]|\\$/, withoutQuoted(line));
  if (open !== undefined) {
    const fault = open === "\\" ? "ends with a backslash" : `contains an unclosed quote (${open})`;
    throw new UserError(`The command ${fault}.`, { hint: "Complete the command, or give it after `--`." });
  }
  const syntax = findShellSyntax(line);
  if (syntax !== undefined) {
    throw new UserError(`The command contains ${syntax}, which needs a shell.`, {
      hint: "Record a script, or quote the command for a shell: --command \"sh -c '…'\".",
    });
  }
  const words = readShellWords(line);
  const name = findAssigned(textAt(words, 0));
  if (name !== undefined) {
    throw new UserError(`The command sets a variable, which needs a shell: ${name}=…`, {
      hint: `Put \`env\` before it: --command 'env ${name}=… …'.`,
    });
  }
  if (words.length > 0) return words;
  throw new UserError("The command is empty.", { hint: "Give a command, such as --command './order.sh 3'." });
}
