/** The output of a command of the gallery page. */
export type Run = (argv: readonly string[]) => Promise<string>;

/** Puts the output of each command of a gallery page below it: a diagram as an image, the rest as text. The prose stays. */
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

/** A command, and the image that follows it, if there is one. */
const COMMAND = /^```console\n\$ (wirewalk .*)\n(?:(?!```)[^\n]*\n)*```\n(\n```mermaid\n(?:(?!```)[^\n]*\n)*```\n)?/gm;
