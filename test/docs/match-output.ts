/**
 * Reports where the output in a guide differs from the printed output; undefined if it does not. `…` matches the rest of a line and, on a line of its own, any
 * number of lines. Numbers of four or more digits, process IDs in names of traces, and names and paths of temporary directories differ with every run.
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
