import { escapePattern } from "../../sequence/escape-pattern.ts";
import { findAll } from "../../sequence/find-all.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { lineAt } from "./line-at.ts";
import type { PageLine } from "./page-lines.ts";

/** Tabs or a note that has an opening line and a closing one. */
interface Container {
  readonly kind: "tabs" | "note";
  readonly closes: RegExp;
  /** What opens it, and others of its name in it. @default none can be in it */
  readonly opens?: RegExp;
}

/** The container that begins on a line, and its last line; undefined if none begins there, or if it is not closed. */
export function findContainer(
  lines: readonly PageLine[],
  first: number,
): { readonly kind: Container["kind"]; readonly last: number } | undefined {
  const container = readContainer(lines, first);
  return container === undefined ? undefined : findEnd(lines, first, container);
}

/** The last line of tabs that begin on a line. */
export function findTabsEnd(lines: readonly PageLine[], first: number): number | undefined {
  const container = readContainer(lines, first);
  return container?.kind === "tabs" ? findEnd(lines, first, container)?.last : undefined;
}

/** The line of tabs that nothing closes, with its index; builders fail there, or take the rest of the page for a tab. */
export function findOpenTabs(
  lines: readonly PageLine[],
): { readonly index: number; readonly text: string } | undefined {
  const index = lines.findIndex(({ isCode, isMarked }, at) => {
    const container = isCode || isMarked ? undefined : readContainer(lines, at);
    if (container?.kind !== "tabs" || findEnd(lines, at, container) !== undefined || isCommented(lines, at))
      return false;
    const rest = lines.slice(at);
    // wirewalk's markers may be between, and an element may be closed some lines below.
    return rest.every((line) => !line.isMarked) && !isWhole(rest);
  });
  return index === -1 ? undefined : { index, text: lineAt(lines, index).text.trim() };
}

/** Whether a line is in a comment of HTML or MDX that begins above. */
function isCommented(lines: readonly PageLine[], index: number): boolean {
  const above = lines.slice(0, index).flatMap(({ isCode, text }) => (isCode ? [] : [text]));
  const text = above.join("\n");
  return text.lastIndexOf("<!--") > text.lastIndexOf("-->") || text.lastIndexOf("{/*") > text.lastIndexOf("*/}");
}

/** Whether an element ends with its opening tag, which may have several lines: `<Tabs items={…} />`. */
function isWhole(lines: readonly PageLine[]): boolean {
  const text = lines.map((line) => line.text).join("\n");
  return /^\s*<[^>]*\/>/.test(text.replaceAll(/"[^"]*"|'[^']*'|=>/g, ""));
}

function readContainer(lines: readonly PageLine[], first: number): Container | undefined {
  const text = lineAt(lines, first).text.trim();
  return readColons(text) ?? readElement(text) ?? readShortcode(text);
}

function findEnd(
  lines: readonly PageLine[],
  first: number,
  { kind, opens, closes }: Container,
): { readonly kind: Container["kind"]; readonly last: number } | undefined {
  let depth = 0;
  for (let index = first; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.isMarked) return undefined;
    if (line.isCode) continue;
    depth += (opens === undefined ? Number(index === first) : count(line.text, opens)) - count(line.text, closes);
    if (depth <= 0) return { kind, last: index };
  }
  return undefined;
}

/** `::: code-group`, `:::tabs`, `::::{tab-set}`: ended by as many colons alone, or more. */
function readColons(text: string): Container | undefined {
  const [, colons, name = ""] = matchParts(/^(:{3,})(?!:)\s*(\S+)/, text);
  if (colons === undefined) return undefined;
  return {
    kind: /^\{?(?:code-group|tab(?!le))/.test(name) ? "tabs" : "note",
    closes: new RegExp(`^\\s*${colons}:*\\s*$`, "g"),
  };
}

/** `<Tabs>`, `<CodeGroup>`, `<sl-tab-group>`, `<div class="tabs">` */
function readElement(text: string): Container | undefined {
  const [, name] = matchParts(/^<([A-Za-z][\w.-]*)/, text);
  if (name === undefined) return undefined;
  const isTabs = TABS.test(name) || /^<div\b[^>]*\bclass(?:Name)?=["'{][^>]*\btab(?!le)/i.test(text);
  if (!isTabs && name !== "details") return undefined;
  return {
    kind: isTabs ? "tabs" : "note",
    opens: new RegExp(`<${escapePattern(name)}(?=[\\s>]|$)(?![^>]*/>)`, "g"),
    closes: new RegExp(`</${escapePattern(name)}\\s*>`, "g"),
  };
}

/** `{{< tabs >}}`, `{{% tabpane %}}`, `{% tabs %}` */
function readShortcode(text: string): Container | undefined {
  const [, name] = matchParts(/^\{\{?[%<]-?\s*(?!end)([\w-]+)(?!.*\/[%>]\}\}?\s*$)/, text);
  if (name === undefined || !TABS.test(name)) return undefined;
  return {
    kind: "tabs",
    opens: new RegExp(`\\{\\{?[%<]-?\\s*${name}(?![\\w/-])`, "g"),
    closes: new RegExp(`\\{\\{?[%<]-?\\s*(?:/\\s*|end)${name}(?![\\w/-])`, "g"),
  };
}

const TABS = /tabs|tab[.-]?(?:group|pane|set)|code-?group/i;

function count(text: string, pattern: RegExp): number {
  return findAll(text, pattern).length;
}
