import { matchParts } from "../../sequence/match-parts.ts";

/** What a command line contains that only a shell can do, as messages name it; undefined if no shell is needed. */
export function findShellSyntax(line: string): string | undefined {
  const unquoted = line.replaceAll(/'[^']*'|"(?:[^"\\]|\\.)*"|\\./gs, "");
  // Double quotes do not stop a shell from replacing variables and commands.
  const replaced = line.replaceAll(/'[^']*'|\\./gs, "");
  const [operator] = matchParts(/&&|\|\||>>|<<|[|&;<>\n]/, unquoted);
  if (operator !== undefined) return operator === "\n" ? "a line end" : `"${operator}"`;
  const [expansion] = matchParts(/`|\$\(|\$\{?[A-Za-z_]\w*\}?/, replaced);
  if (expansion !== undefined) return `"${expansion}"`;
  const [home] = matchParts(/(?<=^|\s)~(?:\/|(?=\s|$))/, unquoted);
  return home === undefined ? undefined : `"${home}"`;
}

/** Whether a word is `NAME=value`, which a shell takes as a variable of the program after it. */
export function isAssignment(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word);
}
