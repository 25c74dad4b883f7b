import { escapePattern } from "../../sequence/escape-pattern.ts";
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
  const text = lines[first]?.text.trim() ?? "";
  const container = readColons(text) ?? readElement(text) ?? readShortcode(text);
  if (container === undefined) return undefined;
  const { kind, opens, closes } = container;
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

/** `::: code-group`, `:::tabs`, `::::{tab-set}`: ended by as many colons alone. */
function readColons(text: string): Container | undefined {
  const [, colons, name = ""] = /^(:{3,})(?!:)\s*(\S+)/.exec(text) ?? [];
  if (colons === undefined) return undefined;
  return {
    kind: /^\{?(?:code-group|tab)/.test(name) ? "tabs" : "note",
    closes: new RegExp(`^\\s*${colons}\\s*$`, "g"),
  };
}

/** `<Tabs>`, `<CodeGroup>`, `<sl-tab-group>`, `<div class="tabs">` */
function readElement(text: string): Container | undefined {
  const [, name] = /^<([A-Za-z][\w.-]*)/.exec(text) ?? [];
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
  const [, name] = /^\{\{?[%<]-?\s*([\w-]+)/.exec(text) ?? [];
  if (name === undefined || !TABS.test(name)) return undefined;
  return {
    kind: "tabs",
    opens: new RegExp(`\\{\\{?[%<]-?\\s*${name}(?![\\w/-])`, "g"),
    closes: new RegExp(`\\{\\{?[%<]-?\\s*(?:/\\s*|end)${name}(?![\\w/-])`, "g"),
  };
}

const TABS = /tabs|tab[.-]?(?:group|pane|set)|code-?group/i;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
