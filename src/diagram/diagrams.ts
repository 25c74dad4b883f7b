import type { Walkthrough } from "../analyze/types.ts";
import { onlyKnown } from "../json/only-known.ts";
import { takeNumbered } from "../sequence/numbered.ts";
import { writeMermaid } from "./mermaid/mermaid.ts";
import type { Span } from "./parts/cut.ts";
import { toOverview } from "./parts/overview.ts";
import { type NamedStart, cutIntoSections, moveOutOfFold } from "./parts/sections.ts";
import { splitItems } from "./parts/split-items.ts";
import type { SequenceDiagram } from "./sequence-diagram.ts";
import { type DiagramOptions, toDiagramOf, toSequenceDiagram } from "./to-sequence-diagram.ts";

/** A diagram of consecutive arrows. */
export interface Diagram extends Span {
  /** `whole`: the only diagram. `overview`: a summary of all arrows. `part`: some of the arrows. */
  readonly kind: "whole" | "overview" | "part";
  /** Title of the part, if the user set one. @default none */
  readonly title?: string;
  readonly sequence: SequenceDiagram;
  /** The same as Mermaid text, with a final line break; fewer than the 50,000 characters that Mermaid accepts. */
  readonly mermaid: string;
}

/** The diagrams of a walkthrough: one, or for a large walkthrough, an overview and its parts. */
export function toDiagrams(
  walkthrough: Walkthrough,
  { version, sections: named = [] }: DiagramOptions & { readonly sections?: readonly NamedStart[] } = {},
): readonly Diagram[] {
  const shown = version === 8 ? { ...walkthrough, folds: [] } : walkthrough;
  const sections = named.map((section) => moveOutOfFold(section, shown));
  const spans = cutIntoSections(shown, sections);
  const whole = { first: 1, last: shown.arrows.length };
  if (spans.length <= 1) return [write({ kind: "whole", ...whole, sequence: toSequenceDiagram(shown, { version }) })];
  const parts = splitItems(shown, spans).map((items, index) => {
    const { first, last } = spans[index] ?? whole;
    const used = new Set(takeNumbered(shown.arrows, { first, last }).flatMap(({ from, to }) => [from, to]));
    const participants = shown.participants.filter(({ id }) => used.has(id));
    const sequence = toDiagramOf(shown, { participants, items, first, version });
    const title = sections.find((section) => section.first === first)?.title;
    return write({ kind: "part", first, last, sequence, ...onlyKnown({ title }) });
  });
  return [write({ kind: "overview", ...whole, sequence: toOverview(shown, spans, sections) }), ...parts];
}

function write(diagram: Omit<Diagram, "mermaid">): Diagram {
  return { ...diagram, mermaid: writeMermaid(diagram.sequence) };
}
