import { textAt } from "../../sequence/text-at.ts";
import type { AdoptedTrace } from "./adopted-arrow.ts";
import { type Block, isBlank, listBlocks } from "./find-blocks.ts";
import { findExact } from "./find-exact.ts";
import { type PageLine, type Span, isApart } from "./page-lines.ts";

/**
 * Finds the parts of a page that are not about a single call, by the names of their regions.
 *
 * @param taken lines that are about calls
 */
export function findPageParts(
  lines: readonly PageLine[],
  { command, variables, texts }: AdoptedTrace,
  taken: readonly Span[],
): ReadonlyMap<string, Span> {
  const isFree = (span: Span): boolean => isApart(span, taken);
  const blocks = listBlocks(lines, { first: 0, last: lines.length - 1 }).filter(isFree);
  const found = new Map<string, Span>();
  const put = (name: string, span: Span | undefined): void => {
    if (span !== undefined && !found.has(`part=${name}`) && isApart(span, found.values()))
      found.set(`part=${name}`, span);
  };
  const whole = { first: 0, last: lines.length - 1 };
  for (const name of PARTS) {
    const exact = findExact(lines, texts.get(`part=${name}`) ?? [], whole);
    if (exact !== undefined && isFree(exact)) put(name, exact);
  }
  put(
    "diagram",
    blocks.find((block) => isDiagram(textsOf(lines, block))),
  );
  put("summary", findSummary(lines, isFree));
  if (command !== undefined) {
    put("command", findCommand(lines, blocks, command));
    put("output", findOutput(lines, blocks, command.stdout));
  }
  put("variables", variables.length === 0 ? undefined : findVariables(lines, variables, isFree));
  return found;
}

const PARTS = ["substituted", "variables", "command", "diagram", "summary", "output"];

export function textsOf(lines: readonly PageLine[], { first, last }: Span): readonly string[] {
  return lines.slice(first, last + 1).map(({ text }) => text);
}

function isDiagram(texts: readonly string[]): boolean {
  return /mermaid/i.test(textAt(texts, 0)) && texts.some((text) => text.trim() === "sequenceDiagram");
}

/** A list whose items mostly name a number or two: `- (1),(2): …` */
function findSummary(lines: readonly PageLine[], isFree: (span: Span) => boolean): Span | undefined {
  let start = 0;
  while (start < lines.length) {
    const first = lines.findIndex((line, index) => index >= start && isNumberedItem(line));
    if (first === -1) return undefined;
    let last = first;
    for (let index = first + 1; index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined || line.isCode || line.isMarked) break;
      if (isNumberedItem(line) || (/^\s+\S/.test(line.text) && lines[index - 1]?.text !== "")) last = index;
      else if (line.text !== "") break;
    }
    if (isFree({ first, last })) return { first, last };
    start = last + 1;
  }
  return undefined;
}

function isNumberedItem({ text, isCode, isMarked }: PageLine): boolean {
  return !isCode && !isMarked && /^[-*+] \(\[?\d+[\])]/.test(text);
}

type Command = NonNullable<AdoptedTrace["command"]>;

/** A block with the program's name after a prompt or at the start of a line, and the launch configuration directly below. */
function findCommand(lines: readonly PageLine[], blocks: readonly Block[], { argv }: Command): Span | undefined {
  const program = textAt(argv, 0).replace(/^.*[\\/]/, "");
  if (program === "") return undefined;
  const words = argv.slice(1).filter((word) => /^[a-z][\w-]*$/i.test(word));
  const index = blocks.findIndex((block) => {
    if (block.kind !== "code") return false;
    const [info = "", ...texts] = textsOf(lines, block);
    if (/json|ya?ml|http|mermaid/i.test(info)) return false;
    return texts.some((text) => {
      const typed = text
        .trim()
        .replace(/^[$#%>]\s+/, "")
        .split(/\s+/);
      return textAt(typed, 0).replace(/^.*[\\/]/, "") === program && words.every((word) => typed.includes(word));
    });
  });
  const [block, next] = [blocks[index], blocks[index + 1]];
  if (block === undefined) return undefined;
  const isLaunch =
    next?.kind === "code" &&
    isBlank(lines, { first: block.last + 1, last: next.first - 1 }) &&
    textsOf(lines, next).some((text) => /"(?:program|request)"\s*:/.test(text));
  return { first: block.first, last: isLaunch ? next.last : block.last };
}

/** A block with the output of the command, disregarding IDs and numbers. */
function findOutput(lines: readonly PageLine[], blocks: readonly Block[], stdout: string): Span | undefined {
  const wanted = new Set(toShapes(stdout.split("\n")));
  if (wanted.size === 0) return undefined;
  return blocks.findLast((block) => {
    if (block.kind !== "code") return false;
    const shapes = toShapes(textsOf(lines, block).slice(1, -1));
    return shapes.length > 0 && shapes.filter((shape) => wanted.has(shape)).length * 2 >= shapes.length;
  });
}

function toShapes(texts: readonly string[]): readonly string[] {
  return texts
    .map((text) =>
      text
        .trim()
        .replaceAll(/[\da-f][\da-f-]{6,}[\da-f]|\d+/gi, "#")
        .replaceAll(/\s+/g, " "),
    )
    .filter((text) => text !== "");
}

/** Lines that are together, with all the values in them. */
function findVariables(
  lines: readonly PageLine[],
  values: readonly string[],
  isFree: (span: Span) => boolean,
): Span | undefined {
  for (let first = 0; first < lines.length; first += 1) {
    if (lines[first]?.text === "" || lines[first]?.isCode !== false || lines[first]?.isMarked !== false) continue;
    let last = first;
    while (last + 1 < lines.length && lines[last + 1]?.text !== "" && lines[last + 1]?.isCode === false) last += 1;
    const items = textsOf(lines, { first, last }).filter((text) => /^\s*[-*+] /.test(text));
    // An item with other content is the author's.
    const isAll =
      values.every((value) => items.some((item) => item.includes(value))) &&
      items.every((item) => values.some((value) => item.includes(value)));
    if (items.length > 0 && isAll && isFree({ first, last })) return { first, last };
    first = last;
  }
  return undefined;
}
