import { type CommentSyntax, detectSyntax } from "./comment.ts";

/** Follows code fences through the lines of a page, at any indentation: tabs and notes hold fences too. */
export interface FenceTracker {
  /** Takes the next line, with or without its line end. Is it a fence, or inside one? */
  readonly isCode: (line: string) => boolean;
  /** Takes the lines of a page, from where one begins, that cannot end the open fence; where the first that may begins. */
  readonly passOver: (page: string, from: number) => { readonly at: number; readonly lines: number };
  /** 1-based line of the fence that is open, if one is. */
  readonly openLine: number | undefined;
}

export function createFenceTracker(syntax: CommentSyntax): FenceTracker {
  const { openingFence, isClosing } = syntax === "asciidoc" ? asciidoc : markdown;
  let fence: string | undefined;
  let openLine: number | undefined;
  let count = 0;
  return {
    get openLine() {
      return openLine;
    },
    isCode: (line) => {
      count += 1;
      if (fence === undefined) {
        fence = openingFence(line);
        if (fence !== undefined) openLine = count;
        return fence !== undefined;
      }
      if (isClosing(line, fence)) {
        fence = undefined;
        openLine = undefined;
      }
      return true;
    },
    passOver: (page, from) => {
      if (fence === undefined) return { at: from, lines: 0 };
      const found = page.indexOf(fence, from);
      const at = found === -1 ? page.length : page.lastIndexOf("\n", found) + 1;
      const lines = countLines(page, from, at);
      count += lines;
      return { at, lines };
    },
  };
}

/** Fences that begin between two positions of a text; the first position is outside a fence. */
function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; lines += 1) {
    const next = text.indexOf("\n", at);
    at = next === -1 ? to : next + 1;
  }
  return lines;
}

/** 1-based line of a fence that nothing closes. */
export function findOpenFence(text: string): number | undefined {
  const fences = createFenceTracker(detectSyntax(text));
  for (const line of text.split("\n")) fences.isCode(line);
  return fences.openLine;
}

interface FenceSyntax {
  readonly openingFence: (line: string) => string | undefined;
  readonly isClosing: (line: string, fence: string) => boolean;
}

const markdown: FenceSyntax = {
  /** In a list item or a quote a fence may follow the mark at once: `- ```, `> ```. */
  openingFence: (line) => {
    if (!line.includes("```") && !line.includes("~~~")) return undefined;
    const fences = /^(?:\s|>|(?:[-*+]|\d+[.)])\s)*(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(line.trimEnd());
    return fences?.slice(1, 3).find(Boolean);
  },
  isClosing: (line, fence) => {
    if (!line.includes(fence)) return false;
    const text = line.replace(/^[\s>]+/, "").trimEnd();
    return text.length >= fence.length && text.startsWith(fence) && text === fence.slice(0, 1).repeat(text.length);
  },
};

/** Listings, literals, passthroughs and comments, from one line to the same line. */
const asciidoc: FenceSyntax = {
  openingFence: (line) => /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,})$/.exec(line.trimEnd())?.[0],
  isClosing: (line, fence) => line.trimEnd() === fence,
};
