import { findAll } from "../../../sequence/find-all.ts";
import { matchedText } from "../../../sequence/matched-text.ts";
import { lastText } from "../../../sequence/text-at.ts";

/**
 * Formats one-line XML with an element a line. Adds only white space between elements; undefined if that would have a meaning, if the text
 * has lines of its own, or if its elements do not match.
 */
export function writeXml(text: string): string | undefined {
  if (text.length > LONGEST || /\n\s*</.test(text.replace(/^<\?xml[^>]*\?>\s*/, "").trim())) return undefined;
  const tokens = findAll(text.trim(), TOKENS);
  if (tokens.join("") !== text.trim()) return undefined;
  const lines: string[] = [];
  const open: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (!token.startsWith("<")) {
      if (token.trim() === "") continue;
      // A text next to elements: white space around it would be part of it.
      if (!isBegin(tokens[index - 1]) || !isEnd(tokens[index + 1])) return undefined;
      lines.push(lastText(lines.splice(-1)) + token);
    } else if (isEnd(token)) {
      if (open.pop() !== nameOf(token)) return undefined;
      const isLeaf = isBegin(tokens[index - 1]) || tokens[index - 1]?.startsWith("<") === false;
      if (isLeaf) lines.push(lastText(lines.splice(-1)) + token);
      else lines.push(STEP.repeat(open.length) + token);
    } else {
      lines.push(STEP.repeat(open.length) + token);
      if (isBegin(token)) open.push(nameOf(token));
    }
  }
  return open.length === 0 && lines.length > 1 ? lines.join("\n") : undefined;
}

const LONGEST = 200_000;
const STEP = "  ";
const TOKENS = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<(?:[^<>"']|"[^"<]*"|'[^'<]*')+>|[^<]+/g;

function isBegin(token: string | undefined): boolean {
  return token !== undefined && /^<[^/?!]/.test(token) && !token.endsWith("/>");
}

function isEnd(token: string | undefined): boolean {
  return token?.startsWith("</") === true;
}

function nameOf(token: string): string {
  return matchedText(/^<\/?([^\s>/]+)/, token, 1);
}
