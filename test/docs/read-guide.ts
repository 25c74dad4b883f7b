import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** The instructions of a guide to its reader, in the order of the page. */
export type GuidePart = FilePart | CommandPart;

/** A block with a filename as its title. */
export interface FilePart {
  readonly kind: "file";
  readonly name: string;
  readonly text: string;
}

export interface CommandPart {
  readonly kind: "command";
  readonly line: number;
  /** The command as the reader types it; several lines if one ends in `\`. */
  readonly command: string;
  /** The output that the guide shows below it. */
  readonly shown: readonly string[];
}

const SHELLS: ReadonlySet<string> = new Set(["bash", "console", "sh", "shell"]);
const FENCE = /^```+ ?(\w*)(?: title="([^"]+)")?.*$/;

/** Reads the blocks of a page: fenced ones, and indented ones that begin with a wirewalk command. */
export function readGuide(page: string): readonly GuidePart[] {
  const lines = readFileSync(join(ROOT, page), "utf8").split("\n");
  const parts: GuidePart[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const [fence, language = "", name] = FENCE.exec(lines[index] ?? "") ?? [];
    const block = fence === undefined ? takeIndented(lines, index) : takeFenced(lines, index + 1);
    if (block === undefined) continue;
    if (name !== undefined) parts.push({ kind: "file", name, text: `${block.join("\n")}\n` });
    else if (fence === undefined || SHELLS.has(language)) parts.push(...toCommands(block, index + 1));
    // The closing fence would be mistaken for an opening one.
    index += block.length + (fence === undefined ? 0 : 1);
  }
  return parts;
}

function takeFenced(lines: readonly string[], start: number): readonly string[] {
  const end = lines.findIndex((line, index) => index >= start && line.startsWith("```"));
  return lines.slice(start, end);
}

function takeIndented(lines: readonly string[], start: number): readonly string[] | undefined {
  if (lines[start - 1] !== "" || !/^ {4}(?:wirewalk|npm|npx|node) /.test(lines[start] ?? "")) return undefined;
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith("    "));
  return lines.slice(start, end).map((line) => line.slice(4));
}

/** If a block has a prompt, all other lines are output; if it has none, all lines are commands. */
function toCommands(block: readonly string[], start: number): readonly CommandPart[] {
  const hasPrompt = block.some((line) => line.startsWith("$ "));
  const parts: (CommandPart & { shown: string[] })[] = [];
  for (const [offset, text] of block.entries()) {
    const last = parts.at(-1);
    const command = withoutRemark(hasPrompt ? text.replace(/^\$ /, "") : text);
    if (last?.command.endsWith("\\") && last.shown.length === 0)
      parts.splice(-1, 1, { ...last, command: `${last.command}\n${command}` });
    else if (hasPrompt && !text.startsWith("$ ")) last?.shown.push(text);
    else if (command !== "") parts.push({ kind: "command", line: start + offset + 1, command, shown: [] });
  }
  return parts;
}

function withoutRemark(line: string): string {
  return line.replace(/(?:^|\s+)# .*$/, "").trimEnd();
}

/** Commands of wirewalk in the text and in tables: `wirewalk record -- COMMAND`. */
export function readSpans(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8").replaceAll(/^```[^]*?^```/gm, "");
  return Array.from(text.matchAll(/`(wirewalk [^`]+)`/g), ([, span = ""]) => span.replaceAll("\n", " "));
}
