import { matchParts } from "../../sequence/match-parts.ts";

/** What a command line contains that only a shell can do, as messages name it; undefined if no shell is needed. */
export function findShellSyntax(line: string): string | undefined {
  const unquoted = withoutQuoted(line);
  // Double quotes do not stop a shell from replacing variables and commands, whatever single quotes they contain.
  const replaced = line.replaceAll(/'[^']*'|"((?:[^"\\]|\\.)*)"|\\./gs, (_, double = "") => withoutEscaped(double));
  const [operator] = matchParts(/&&|\|\||>>|<<|[|&;<>\n]/, unquoted);
  if (operator !== undefined) return operator === "\n" ? "a line end" : `"${operator}"`;
  const [expansion] = matchParts(/`|\$[({]|\$(?=[A-Za-z_])/, replaced);
  // The rest of `$word` may be the end of a password.
  if (expansion !== undefined) return `"${expansion}…"`;
  const [home] = matchParts(/(?<=^|\s)~(?:\/|(?=\s|$))/, unquoted);
  return home === undefined ? undefined : `"${home}"`;
}

const withoutEscaped = (text: string): string => text.replaceAll(/\\./gs, "");

/** A command line without what its quotes, and backslashes, keep from a shell. */
export function withoutQuoted(line: string): string {
  return line.replaceAll(/'[^']*'|"(?:[^"\\]|\\.)*"|\\./gs, "");
}

/** The name of the variable that a word such as `API=http://h` sets for the program after it; undefined for other words. Its value may be a password. */
export function findAssigned(word: string): string | undefined {
  return matchParts(/^[A-Za-z_]\w*(?==)/, word)[0];
}
