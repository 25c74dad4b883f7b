import { isRegion } from "../marked-parts.ts";
import type { PagePart } from "../parse-page.ts";
import { nameRegion } from "../regions.ts";
import { lineAt } from "./line-at.ts";
import { type PageLine, type Span, lineEndOf } from "./page-lines.ts";
import type { Proposal } from "./propose.ts";

/**
 * A new page with the text of one that was written by hand: text from the top goes to the top, text about a step after its heading, and the
 * rest to the end. What the new page contains itself is omitted: headings of steps, their headers and bodies, the diagram, the list.
 */
export function moveText({ lines, places, sections }: Proposal, generated: readonly PagePart[]): string {
  const lineEnd = lineEndOf(lines);
  const said = toIndexes(places.values());
  const ofSteps = toIndexes(sections.values());
  const [top, rest] = splitAt(lines, sections, (index) => !said.has(index) && !ofSteps.has(index));
  const pieces = [top];
  for (const part of withoutTitle(generated)) {
    const next = pieces.at(-1);
    if (isRegion(part)) pieces.push(part.text);
    // A first draft gives way to the author's words.
    else if (next === undefined || !next.includes(OWN)) pieces.push(part.text);
    const section = isRegion(part) ? sections.get(nameRegion(part.id)) : undefined;
    const own = section === undefined ? "" : textOf(lines, section, (index) => !said.has(index));
    if (own !== "") pieces.push(`${OWN}\n${own}\n\n`);
  }
  const text = [...pieces, ...(rest === "" ? [] : [`\n${rest}\n`])].join("").replaceAll(OWN, "");
  return text.replaceAll(/\r?\n/g, lineEnd);
}

/** Marks the author's text while the page is assembled; a character that no page contains. */
const OWN = "\u{F0000}";

function toIndexes(spans: Iterable<Span>): ReadonlySet<number> {
  const indexes = new Set<number>();
  for (const { first, last } of spans) for (let index = first; index <= last; index += 1) indexes.add(index);
  return indexes;
}

/** What precedes the first step, with its first heading, and what follows and belongs to no step. */
function splitAt(
  lines: readonly PageLine[],
  sections: ReadonlyMap<string, Span>,
  isKept: (index: number) => boolean,
): readonly [top: string, rest: string] {
  const start = Math.min(lines.length, ...Array.from(sections.values(), ({ first }) => first));
  const top = textOf(lines, { first: 0, last: start - 1 }, isKept);
  const rest = textOf(lines, { first: start, last: lines.length - 1 }, isKept);
  return [top === "" ? "" : `${top}\n\n`, rest];
}

function textOf(lines: readonly PageLine[], { first, last }: Span, isKept: (index: number) => boolean): string {
  const texts: string[] = [];
  for (let index = first; index <= last; index += 1) {
    const raw = lineAt(lines, index).raw.replace(/\r?\n$/, "");
    if (isKept(index) && !(raw === "" && texts.at(-1) === "")) texts.push(raw);
  }
  return texts.join("\n").replace(/^\n+|\n+$/g, "");
}

/** Without its own first heading, if the author's page has one. */
function withoutTitle(generated: readonly PagePart[]): readonly PagePart[] {
  const [head, ...rest] = generated;
  if (head === undefined || isRegion(head)) return generated;
  return [{ ...head, text: head.text.replace(/^(?:[#=] .*\n)\n*/m, "") }, ...rest];
}
