/** Writes a word so that a POSIX shell reads it back unchanged; words with control characters need bash or zsh. */
export function quoteShellWord(word: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) return word;
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[\0-\x1F\x7F]/.test(word)) return `$'${word.replace(/[\0-\x1F\x7F'\\]/g, escapeCharacter)}'`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function escapeCharacter(character: string): string {
  const known = { "\n": String.raw`\n`, "\r": String.raw`\r`, "\t": String.raw`\t`, "'": String.raw`\'`, "\\": "\\\\" };
  const escape = Object.entries(known).find(([one]) => one === character)?.[1];
  return escape ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
