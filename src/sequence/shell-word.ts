import { UNSEEN_MARKS } from "./unseen-marks.ts";

/** With these a command could look like another one. */
const UNSEEN = new RegExp(String.raw`[\p{Cc}${UNSEEN_MARKS}]`, "u");
const ESCAPED = new RegExp(String.raw`${UNSEEN.source}|['\\]`, "gu");

/** Writes a word so that a POSIX shell reads it back unchanged; words with control characters need bash or zsh. */
export function quoteShellWord(word: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) return word;
  if (UNSEEN.test(word)) return `$'${word.replace(ESCAPED, escapeCharacter)}'`;
  return quoteSingly(word);
}

/** The same with single quotes whatever the word holds. */
export function quoteSingly(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function escapeCharacter(character: string): string {
  const known = { "\n": String.raw`\n`, "\r": String.raw`\r`, "\t": String.raw`\t`, "'": String.raw`\'`, "\\": "\\\\" };
  const escape = Object.entries(known).find(([one]) => one === character)?.[1];
  // By its bytes: `\\u` is read in the charset of the shell's locale.
  return escape ?? Buffer.from(character).reduce((text, byte) => `${text}\\x${byte.toString(16).padStart(2, "0")}`, "");
}
