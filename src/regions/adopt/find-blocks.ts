import { matchedText } from "../../sequence/matched-text.ts";
import { findContainer } from "./containers.ts";
import { lineAt } from "./line-at.ts";
import type { PageLine, Span } from "./page-lines.ts";

/** Code, tabs or a note, from its first line to its last. */
export interface Block extends Span {
  readonly kind: "code" | "tabs" | "note";
}

/** The blocks that begin in a stretch of lines and end in it. */
export function listBlocks(lines: readonly PageLine[], { first, last }: Span): readonly Block[] {
  const blocks: Block[] = [];
  for (let index = first; index <= last; index += 1) {
    const block = readBlock(lines, index, last);
    if (block === undefined) continue;
    blocks.push(block);
    index = block.last;
  }
  return blocks;
}

/** The block that begins on a line, if one does. */
export function readBlock(lines: readonly PageLine[], first: number, limit: number): Block | undefined {
  const line = lines[first];
  if (line === undefined || line.isMarked) return undefined;
  const end = (kind: Block["kind"], last: number): Block => ({ kind, first, last: Math.min(last, limit) });
  const indent = indentOf(line.text);
  const text = line.text.trim();
  if (line.isCode) return end("code", findCodeEnd(lines, first, limit));
  if (/^===[!+]* ["']/.test(text))
    return end("tabs", findIndentedEnd(lines, first, { indent, again: /^\s*===[!+]* ["']/ }));
  if (/^(?:!!!|\?\?\?\+?) /.test(text)) return end("note", findIndentedEnd(lines, first, { indent }));
  if (/^> ?\[!\w+\]/.test(text)) return end("note", findQuoteEnd(lines, first));
  const container = findContainer(lines, first);
  return container && end(container.kind, container.last);
}

function findCodeEnd(lines: readonly PageLine[], first: number, limit: number): number {
  let last = first;
  const fence = matchedText(/^[\s>]*(`{3,}|~{3,}|-{4,}|\.{4,})/, lineAt(lines, first).text, 1);
  for (let index = first + 1; index <= limit && lines[index]?.isCode === true; index += 1) {
    last = index;
    const text = lineAt(lines, index).text.replace(/^[\s>]+/, "");
    // The next fence may be directly below.
    if (fence !== "" && text.startsWith(fence) && text === fence.slice(0, 1).repeat(text.length)) break;
  }
  return last;
}

/** The last line that is indented more than the first, or begins another such block. */
function findIndentedEnd(
  lines: readonly PageLine[],
  first: number,
  { indent, again }: { readonly indent: number; readonly again?: RegExp },
): number {
  let last = first;
  for (let index = first + 1; index < lines.length; index += 1) {
    const { text, isMarked, isCode } = lineAt(lines, index);
    if (isMarked) break;
    if (text === "") continue;
    const isInside = indentOf(text) > indent || (!isCode && indentOf(text) === indent && again?.test(text) === true);
    if (!isInside) break;
    last = index;
  }
  return last;
}

function findQuoteEnd(lines: readonly PageLine[], first: number): number {
  let last = first;
  while (/^\s*>/.test(lineAt(lines, last + 1).text) && !lineAt(lines, last + 1).isMarked) last += 1;
  return last;
}

function indentOf(text: string): number {
  return matchedText(/^\s*/, text).length;
}

/** What belongs together: blocks that are separated only by blank lines, and lines that only introduce the next one. */
export function joinBlocks(lines: readonly PageLine[], blocks: readonly Block[]): readonly Span[] {
  const spans: Span[] = [];
  for (const block of blocks.filter(isMessage(lines))) {
    const last = spans.at(-1);
    const first = findLabelAbove(lines, block.first, last === undefined ? 0 : last.last + 1);
    const isJoined = last !== undefined && isBlank(lines, { first: last.last + 1, last: first - 1 });
    if (isJoined) spans.splice(-1, 1, { first: last.first, last: block.last });
    else spans.push({ first, last: block.last });
  }
  return spans;
}

/** Not a note, and no programs or command lines, which are the author's. */
function isMessage(lines: readonly PageLine[]): (block: Block) => boolean {
  const isProgram = ({ first }: Block): boolean => PROGRAM.test(lineAt(lines, first).text.replace(/^[\s>`~]+/, ""));
  return (block) => {
    if (block.kind !== "tabs") return block.kind === "code" && !isProgram(block);
    const inside = listCode(lines, block);
    return inside.length === 0 || !inside.every(isProgram);
  };
}

function listCode(lines: readonly PageLine[], { first, last }: Span): readonly Block[] {
  return listBlocks(lines, { first: first + 1, last }).flatMap((block) =>
    block.kind === "code" ? [block] : block.kind === "tabs" ? listCode(lines, block) : [],
  );
}

const PROGRAM =
  /^\{?(?:\.?(?:ba|z|fi)?sh|console|shell|shell-session|terminal|powershell|cmd|curl|python|py|js|javascript|ts|typescript|go|java|ruby|php|rust|csharp|mermaid|diff)\b/i;

/** `**Header**`, `.Header`, `` `GET http://…` ``: a line that labels the block below. */
function findLabelAbove(lines: readonly PageLine[], first: number, limit: number): number {
  let start = first;
  for (let index = first - 1; index >= limit; index -= 1) {
    const { text, isMarked, isCode } = lineAt(lines, index);
    if (isMarked || isCode || !(text === "" || LABEL.test(text))) break;
    if (text !== "") start = index;
  }
  return start;
}

const LABEL =
  /^(?:\*\*[^*]+\*\*:?|__[^_]+__:?|`[^`]+`|\.[A-Z][^.]*|<TabItem.*>|\[source.*\]|(?:(?:Request|Response) )?(?:[Hh]eaders?|[Bb]ody):)$/;

export function isBlank(lines: readonly PageLine[], { first, last }: Span): boolean {
  for (let index = first; index <= last; index += 1) if (lines[index]?.text !== "") return false;
  return true;
}
