import { existsSync } from "node:fs";

import { UserError } from "../../errors.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";

/** Files that a comma joins, as other programs accept them: `diff a.har,b.har`. */
export function findJoinedFiles(own: readonly string[]): UserError | undefined {
  const [command = ""] = own;
  for (const [index, word] of own.entries()) {
    const files = word.split(",");
    if (index === 0 || files.length < 2 || existsSync(word) || !files.every((file) => existsSync(file))) continue;
    const line = MANY.has(command) ? own.toSpliced(index, 1, ...files) : ["gather", ...files, "-o", "trace.har"];
    return new UserError(`"${word}" is no file; its parts are files of their own.`, {
      hint: `Run \`wirewalk ${line.map(quoteShellWord).join(" ")}\`.`,
    });
  }
  return undefined;
}

/** Commands that read more than one file. */
const MANY: ReadonlySet<string> = new Set(["diff", "gather", "scan"]);
