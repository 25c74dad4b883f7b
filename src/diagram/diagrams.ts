import type { Walkthrough } from "../analyze/types.ts";
import { type MermaidOptions, toMermaid, writeDiagram } from "./mermaid/mermaid.ts";
import { type Span, cutIntoParts } from "./parts/cut.ts";
import { writeOverview } from "./parts/overview.ts";
import { splitItems } from "./parts/split-items.ts";

/** A picture of arrows that follow one another. */
export interface Diagram extends Span {
  /** `whole`: the only one. `overview`: all of them, roughly. `part`: some of them. */
  readonly kind: "whole" | "overview" | "part";
  /** Source, with a final line end; fewer than the 50,000 characters that Mermaid takes. */
  readonly mermaid: string;
}

/** The pictures of a walkthrough: one, or for a large one an overview and the parts that it is cut into. */
export function toDiagrams(walkthrough: Walkthrough, { version }: MermaidOptions = {}): readonly Diagram[] {
  const shown = version === 8 ? { ...walkthrough, folds: [] } : walkthrough;
  const spans = cutIntoParts(shown);
  const whole = { first: 1, last: shown.arrows.length };
  if (spans.length <= 1) {
    const mermaid = toMermaid(shown, version === undefined ? {} : { version });
    return [{ kind: "whole", ...whole, mermaid }];
  }
  const begin = shown.arrows[0]?.number ?? 1;
  const parts = splitItems(shown, spans).map((items, index) => {
    const { first, last } = spans[index] ?? whole;
    const used = new Set(shown.arrows.slice(first - begin, last - begin + 1).flatMap(({ from, to }) => [from, to]));
    const participants = shown.participants.filter(({ id }) => used.has(id));
    const mermaid = writeDiagram(shown, { participants, items, first, version });
    return { kind: "part", first, last, mermaid } as const;
  });
  return [{ kind: "overview", ...whole, mermaid: writeOverview(shown, spans) }, ...parts];
}
