/**
 * Says where what a guide shows is not what was printed; undefined where it is. `…` stands for any rest of a line, and on a
 * line of its own for any lines. Numbers of four digits and more, process ids in the names of traces and names and places of
 * temporary folders differ with every run.
 */
export function findMismatch(shown: readonly string[], printed: string): string | undefined {
  if (shown.length === 0) return undefined;
  const isMatch = new RegExp(`^${shown.map(toPattern).join("")}$`).test(
    printed.endsWith("\n") ? printed : `${printed}\n`,
  );
  return isMatch ? undefined : `The guide shows:\n${shown.join("\n")}\nPrinted was:\n${printed}`;
}

function toPattern(line: string): string {
  if (line.trim() === "…") return String.raw`(?:.*\n)*?`;
  return `${line.split("…").map(toVagueText).join(".*")}\n`;
}

function toVagueText(text: string): string {
  return text
    .replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
    .replaceAll(/(?<=-)\d{4,}(?=\\\.har\b)/g, String.raw`\d+`)
    .replaceAll(/\d{4,}/g, String.raw`\d{4,}`)
    .replaceAll(/\/tmp\/wirewalk-\w{6}(?=\/)/g, String.raw`\S+/wirewalk-\w{6}`);
}
