/** What a command of the gallery page prints. */
export type Run = (argv: readonly string[]) => Promise<string>;

/** Puts below each command of a gallery page what it prints: a diagram as a picture, the rest as text. The prose stays. */
export async function refreshPage(page: string, run: Run): Promise<string> {
  let fresh = "";
  let end = 0;
  for (const match of page.matchAll(COMMAND)) {
    const [whole, line = "", isDrawn] = match;
    const [, ...argv] = line.split(" ");
    const output = (await run(argv)).trimEnd();
    const command = `\`\`\`console\n$ ${line}\n`;
    const shown =
      isDrawn === undefined
        ? `${command}${output}\n\`\`\`\n`
        : `${command}\`\`\`\n\n\`\`\`mermaid\n${output}\n\`\`\`\n`;
    fresh += page.slice(end, match.index) + shown;
    end = match.index + whole.length;
  }
  return fresh + page.slice(end);
}

/** A command, and the picture that follows it, if one does. */
const COMMAND = /^```console\n\$ (wirewalk .*)\n(?:(?!```)[^\n]*\n)*```\n(\n```mermaid\n(?:(?!```)[^\n]*\n)*```\n)?/gm;
