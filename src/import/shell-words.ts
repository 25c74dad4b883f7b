import { firstText } from "../sequence/first-text.ts";

/** The words of a command line with single and double quotes, as a POSIX shell reads them; it expands nothing. */
export function readShellWords(line: string): readonly string[] {
  const pieces = line.matchAll(/(\s+)|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)|(.)/gsu);
  const words: string[] = [];
  let word: string | undefined;
  for (const [, space, single, double, escaped, bare, stray] of pieces) {
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      const unescaped = double?.replaceAll(/\\([\\"$`])/g, "$1");
      word = firstText(word) + firstText(single, unescaped, escaped, bare, stray);
    }
  }
  return word === undefined ? words : [...words, word];
}
